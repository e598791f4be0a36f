(function(){
"use strict";
var body=document.body,by=function(id){return document.getElementById(id)},
list=function(css,within){return [].slice.call((within||document).querySelectorAll(css))};
body.classList.remove("no-script");
var verdicts=JSON.parse(by("verdicts").textContent),earlier=JSON.parse(by("earlier").textContent),
all=list(".f"),found=all.filter(function(f){return f.dataset.fp}),
selects=list("select"),store="fangzhi 审定 "+body.dataset.key,kept=true,last=[],
state={who:"",made:{},out:{}},before={};

/* what the browser keeps; a page opened from a folder may not be allowed to */
function load(){try{var t=window.localStorage.getItem(store);if(t)state=Object.assign(state,JSON.parse(t))}catch(e){kept=false}}
function save(){try{window.localStorage.setItem(store,JSON.stringify(state))}catch(e){kept=false}tell()}
earlier.split("\n").forEach(function(line){if(line){var d=JSON.parse(line);before[d.fingerprint]=d}});

function today(){var d=new Date(),two=function(n){return (n<10?"0":"")+n};
return d.getFullYear()+"-"+two(d.getMonth()+1)+"-"+two(d.getDate())}

function status(f){return f.dataset.status.split(" ")}
function paint(f){
  var made=state.made[f.dataset.fp],words=f.first.slice();
  if(made){words[0]=verdicts[made.verdict]}
  f.dataset.status=words.join(" ");
  f.classList.toggle("done",!!made);
  if(!made)f.classList.remove("shown");
  f.querySelector(".vd").textContent=made?verdicts[made.verdict]+(made.reason?"："+made.reason:""):f.said;
  var undo=f.querySelector("[data-undo]");if(undo)undo.hidden=!made;
}
function tell(){
  var made=Object.keys(state.made),open=found.filter(function(f){return status(f)[0]==="未审定"}).length,
  fresh=made.filter(function(k){return !state.out[k]}).length;
  by("made").textContent="未审定"+open+"处；本页审定"+made.length+"处"+(fresh?"，其中"+fresh+"处还没有导出":"")+"。"+(kept?"":"浏览器不能保存，关页前请导出。");
}
function decide(f,verdict,reason){
  var d={fingerprint:f.dataset.fp,verdict:verdict,who:state.who,when:today()};
  if(reason)d.reason=reason;
  d.alike=f.dataset.alike;if(f.dataset.doc)d.doc=f.dataset.doc;d.rule=f.dataset.rule;
  state.made[f.dataset.fp]=d;delete state.out[f.dataset.fp];
  last.push(f.dataset.fp);paint(f);save();
}
function undo(f){
  var name=f?f.dataset.fp:last.pop();
  if(!name||!state.made[name])return;
  delete state.made[name];delete state.out[name];last=last.filter(function(n){return n!==name});
  found.forEach(function(one){if(one.dataset.fp===name){paint(one);go(one)}});save();
}
function ask(f,verdict){
  if(f.querySelector(".why"))return;
  var form=by("why").content.firstElementChild.cloneNode(true),input=form.querySelector("input");
  form.querySelector("label").firstChild.textContent=verdicts[verdict]+"的理由 ";
  form.addEventListener("submit",function(e){e.preventDefault();var why=input.value.trim();
    if(why){form.remove();decide(f,verdict,why);step(f,1)}else{input.value="";input.focus()}});
  form.addEventListener("keydown",function(e){if(e.key==="Escape"){form.remove();f.focus()}});
  form.querySelector("[data-cancel]").addEventListener("click",function(){form.remove();f.focus()});
  f.appendChild(form);input.focus();
}
function judge(f,verdict){
  if(verdict==="ignored"||verdict==="scope-differs"){f.classList.add("shown");ask(f,verdict)}
  else{decide(f,verdict);step(f,1)}
}

/* filters */
function apply(){
  var wanted={},any=false,shown=0;
  selects.forEach(function(s){if(s.value){wanted[s.dataset.key]=s.value;any=true}});
  all.forEach(function(f){
    f.hidden=Object.keys(wanted).some(function(k){
      return k==="status"?status(f).indexOf(wanted[k])<0:f.dataset[k]!==wanted[k]});
    if(!f.hidden&&f.dataset.fp)shown++});
  list("main details").forEach(function(d){
    var inside=d.querySelectorAll(".f").length;if(!inside)return;
    var left=d.querySelectorAll(".f:not([hidden])").length;d.hidden=!left;if(any&&left)d.open=true});
  by("told").textContent=any?"筛出"+shown+"处":"";
}
selects.forEach(function(s){s.addEventListener("change",apply)});
document.querySelector(".filters").addEventListener("reset",function(){window.setTimeout(apply,0)});

/* moving about */
function current(){return document.activeElement&&document.activeElement.closest?document.activeElement.closest(".f"):null}
var at=null;
function go(f){
  for(var d=f.parentElement;d;d=d.parentElement){if(d.tagName==="DETAILS")d.open=true}
  at=f;f.focus({preventScroll:true});f.scrollIntoView({block:"nearest"});
}
function reach(f){return !f.hidden&&(!f.closest("#settled")||f.closest("details").open)}
function step(f,by){
  var here=f?all.indexOf(f):-1;
  for(var n=here+by;n>=0&&n<all.length;n+=by){if(reach(all[n])&&all[n].dataset.fp){go(all[n]);return}}
}
document.addEventListener("keydown",function(e){
  if(e.ctrlKey||e.metaKey||e.altKey||/^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName)||by("help").open)return;
  var f=current()||at,verdict={a:"confirmed",r:"rejected",i:"ignored",s:"scope-differs"}[e.key];
  if(e.key==="j")step(f,1);
  else if(e.key==="k")step(f,-1);
  else if(e.key==="u")undo(null);
  else if(e.key==="?")by("help").showModal();
  else if(verdict&&f&&found.indexOf(f)>=0)judge(f,verdict);
  else return;
  e.preventDefault();
});
by("keys").addEventListener("click",function(){by("help").showModal()});
function unfold(){
  var f=location.hash.length>1?by(decodeURIComponent(location.hash.slice(1))):null;
  if(f&&f.classList.contains("f"))go(f);
}
window.addEventListener("hashchange",unfold);

/* taking it along */
by("export").addEventListener("click",function(){
  var who=by("who").value.trim();
  if(!who){by("made").textContent="请先写上审定人。";by("who").focus();return}
  var lines=Object.keys(before).filter(function(k){return !state.made[k]}).map(function(k){return before[k]});
  Object.keys(state.made).forEach(function(k){
    var d=Object.assign({},state.made[k]);if(!d.who)d.who=who;lines.push(d);state.out[k]=true});
  var file=new Blob([lines.map(function(d){return JSON.stringify(d)+"\n"}).join("")],{type:"application/x-ndjson"});
  var a=document.createElement("a");a.href=URL.createObjectURL(file);a.download="审定.jsonl";
  body.appendChild(a);a.click();a.remove();window.setTimeout(function(){URL.revokeObjectURL(a.href)},60000);
  save();
});
/* while typing, not on leaving: the line above the button may not move under a click on it */
["input","change"].forEach(function(name){by("who").addEventListener(name,function(){
  state.who=by("who").value.trim();save()})});

load();
/* what has come back with the manuscripts need not be kept here any longer */
Object.keys(state.made).forEach(function(k){
  var there=before[k],mine=state.made[k];
  if(there&&there.verdict===mine.verdict&&(there.reason||"")===(mine.reason||"")){delete state.made[k];delete state.out[k]}});
by("who").value=state.who;
var bar=by("acts").content.firstElementChild;
found.forEach(function(f){
  f.first=status(f);f.said=f.querySelector(".vd").textContent;
  f.appendChild(bar.cloneNode(true));paint(f);
});
document.querySelector("main").addEventListener("click",function(e){
  var f=e.target.closest(".f");if(!f)return;
  if(e.target.dataset.verdict)judge(f,e.target.dataset.verdict);
  else if("undo" in e.target.dataset)undo(f);
  else if(f.classList.contains("done")&&e.target.closest(".m"))f.classList.toggle("shown");
  else if(!e.target.closest("a,button,input,summary")&&!String(window.getSelection()))go(f);
});
if(window.matchMedia("(max-width:63.99rem)").matches){by("tools").open=false;by("contents").open=false}
var folded=[];
window.addEventListener("beforeprint",function(){
  folded=list("main details:not([open])").filter(function(d){return !d.closest("#settled,#style,#mended,#rules")});
  folded.forEach(function(d){d.open=true})});
window.addEventListener("afterprint",function(){folded.forEach(function(d){d.open=false})});
save();unfold();
})();
