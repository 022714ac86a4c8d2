// What was typed and not sent (草稿): kept in this tab until it is sent, so that a wrong click or a dead line loses nothing.
"use strict";
(function () {
  const user = document.body.dataset.user;
  if (!user) return;
  const PREFIX = "draft ", mine = `${PREFIX}${user} `;
  const shelf = window.sessionStorage;
  // the answer to what was sent is here: done, or kept in the ledger as a conflict
  const settled = new URL(location).searchParams.has("said") || document.body.classList.contains("settled");

  // ---- of somebody else who sat here before: gone; what was sent and answered: done with
  for (const key of Object.keys(shelf)) {
    if (!key.startsWith(PREFIX)) continue;
    if (!key.startsWith(mine) || (settled && JSON.parse(shelf[key]).sent)) shelf.removeItem(key);
  }

  // photos of drafts that are gone go too; another tab of the same person keeps its own
  keptPhotos.tidy((draft, own) => draft.startsWith(mine) && (!own || shelf.getItem(draft) !== null));

  const keeps = (form) => form && form.getAttribute("method") === "post" && form.elements.action && form.querySelector("textarea, select, [type=radio], input:not([type=hidden])")
    && !form.querySelector("[type=password]") && !form.closest("[data-caller]");
  const nameOf = (form) => mine + form.getAttribute("action");
  const typed = (form) => [...form.elements].filter((one) => one.name && one.type !== "hidden" && one.type !== "file" && one.type !== "submit");

  function keep(form, sent) {
    if (form.querySelector(".once-more")) return;
    const fields = typed(form).map((one) => [one.name, one.type === "radio" || one.type === "checkbox" ? one.checked : null, one.value]);
    shelf.setItem(nameOf(form), JSON.stringify({ id: form.elements.action.value, fields, sent, photos: keptPhotos.chosen(form) }));
  }
  function unfold(one) {
    for (let fold = one.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  }
  function restore(form) {
    const text = shelf.getItem(nameOf(form));
    if (!text || !keeps(form)) return;
    const kept = JSON.parse(text), rest = typed(form), again = form.querySelector(".refused, .once-more");
    if (again) {  // the county gave it back filled
      if (!again.matches(".once-more")) keep(form, false);  // there the words stand hidden, and are sent as they were
      photosBack(form, kept, again.querySelector("[data-photos]"));
      return;
    }
    for (const [name, checked, value] of kept.fields) {
      const at = rest.findIndex((one) => one.name === name && (checked === null || one.value === value));
      if (at < 0) continue;
      const [one] = rest.splice(at, 1), was = checked === null ? one.value : one.checked;
      if (checked === null) one.value = value; else one.checked = checked;
      if (was !== (checked === null ? value : checked)) unfold(one);
    }
    form.elements.action.value = kept.id;  // sent twice, it is still one act
    unfold(form);
    const said = document.createElement("p"), drop = document.createElement("button");
    said.className = "restored";
    said.setAttribute("role", "status");
    const words = document.createElement("span"), photos = document.createElement("span");
    words.textContent = kept.sent ? "上次提交没有收到回应，内容已恢复；再提交不会重复办理。" : "已恢复上次没有提交的内容。";
    drop.type = "button";
    drop.className = "small";
    drop.textContent = "不要了";
    drop.addEventListener("click", () => { shelf.removeItem(nameOf(form)); location.reload(); });  // its photos go as the page comes
    said.append(words, drop);
    words.append(photos);
    form.prepend(said);
    form.dispatchEvent(new Event("input"));
    form.dispatchEvent(new Event("change"));
    photosBack(form, kept, photos);
  }
  async function photosBack(form, kept, said) {  // the files themselves, and what became of them
    if (!kept.photos) return;
    const back = await keptPhotos.restore(nameOf(form), form);
    unfold(form);
    if (said) said.textContent = back < kept.photos ? "照片没有留住，须重新选择。" : `照片 ${back} 张也在。`;
  }

  for (const form of document.forms) restore(form);
  const noted = (event) => { const form = event.target.form; if (event.isTrusted && keeps(form)) keep(form, false); };
  document.addEventListener("input", noted);
  document.addEventListener("change", noted);
  document.addEventListener("photos", (event) => {  // chosen, made lighter, taken away, or back again
    const form = event.target.form;
    if (!keeps(form)) return;
    const known = shelf.getItem(nameOf(form));
    keep(form, known !== null && JSON.parse(known).sent);
    keptPhotos.keep(nameOf(form), event.target);
  });
  document.addEventListener("submit", (event) => {
    if (event.target.getAttribute("action") === "/logout") { shelf.clear(); keptPhotos.clear(); }
    else if (keeps(event.target) && shelf.getItem(nameOf(event.target))) keep(event.target, true);
  });
})();
