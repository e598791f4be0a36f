// Send the folder's own paths along: browsers give bare names otherwise.
const form = document.getElementById("bring");
form.addEventListener("submit", () => {
  form.querySelectorAll("input[name=paths]").forEach((one) => one.remove());
  for (const field of form.querySelectorAll("input[type=file]")) {
    for (const file of field.files) {
      const path = document.createElement("input");
      path.type = "hidden";
      path.name = "paths";
      path.value = file.webkitRelativePath || file.name;
      form.append(path);
    }
  }
});
