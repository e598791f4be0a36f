// Tell each file's place within the chosen folder: a browser sends bare names.
const form = document.getElementById("add");
const folder = document.getElementById("folder");
form?.addEventListener("submit", () => {
  for (const old of form.querySelectorAll("input[name=paths]")) old.remove();
  for (const file of folder.files) {
    const place = document.createElement("input");
    place.type = "hidden";
    place.name = "paths";
    place.value = file.webkitRelativePath || file.name;
    form.append(place);
  }
});
