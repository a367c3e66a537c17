// SPDX-License-Identifier: Apache-2.0
// Sends a photo that is chosen, dropped or pasted, and shows the answer. What comes back is only ever set as
// text or as the source of a picture.
"use strict";

const byId = (id) => document.getElementById(id);
const { maxUploadBytes, positive } = document.body.dataset;
let latest = 0;
let shown = "";

// The status line is read aloud as it changes. Once the answer is on the page, eyes do not need it.
function say(text, kind) {
  byId("status").textContent = text;
  byId("status").className = kind;
}

async function classify(file) {
  const turn = ++latest;
  const name = file.name || "the picture";
  byId("result").hidden = true;
  if (file.size > Number(maxUploadBytes)) {
    say(`${name}: larger than ${maxUploadBytes >> 20} MB; send a smaller picture`, "error");
    return;
  }
  say(`Looking at ${name} …`, "busy");
  let response;
  let body;
  try {
    response = await fetch("/classify", { method: "POST", body: file });
    body = response.ok ? await response.json() : await response.text();
  } catch (e) {
    if (turn === latest) {
      say("No answer: is cats serve still running?", "error");
    }
    return;
  }
  if (turn !== latest) {
    return;
  }
  if (response.ok) {
    show(file, name, body);
  } else {
    say(`${name}: ${body.trim()}`, "error");
  }
}

function show(file, name, answer) {
  const percent = (100 * answer.probability).toFixed(1);
  byId("answer").textContent = answer.answer;
  byId("share").style.width = `${percent}%`;
  byId("probability").textContent = `Probability of ${positive}: ${percent} %`;
  URL.revokeObjectURL(shown);
  shown = URL.createObjectURL(file);
  byId("own").src = shown;
  byId("seen").src = answer.picture;
  byId("why").src = answer.explanation;
  byId("why").alt = `Which pixels speak for and against ${positive}. ${answer.words}`;
  byId("words").textContent = answer.words;
  byId("result").hidden = false;
  say(`${name}: ${answer.answer}, probability of ${positive} ${percent} %`, "done");
}

byId("photo").addEventListener("change", (event) => {
  if (event.target.files.length > 0) {
    classify(event.target.files[0]);
  }
});

document.addEventListener("paste", (event) => {
  if (event.clipboardData && event.clipboardData.files.length > 0) {
    event.preventDefault();
    classify(event.clipboardData.files[0]);
  }
});

// A photo may be dropped anywhere: next to the frame the browser would leave the page to show it.
for (const type of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(type, (event) => {
    event.preventDefault();
    byId("drop").classList.toggle("over", type === "dragover");
    if (type === "drop" && event.dataTransfer.files.length > 0) {
      classify(event.dataTransfer.files[0]);
    }
  });
}
