// Photos that were chosen and not sent (照片草稿): kept in this browser until the county has the form, beside drafts.js.
// They lie in IndexedDB, for words alone fit into the tab's own store; each is marked with its person and its tab.
"use strict";
const keptPhotos = (function () {
  const NAME = "huying-drafts", STORE = "photos", TAB = "photos tab";
  const HEAVIEST = 5 * 1024 * 1024, LONGEST_MS = 24 * 3600 * 1000;  // heavier ones the county does not take
  const tab = sessionStorage.getItem(TAB) ?? crypto.getRandomValues(new Uint32Array(4)).join("-");
  sessionStorage.setItem(TAB, tab);

  let opened;
  const base = () => opened ??= new Promise((done, fail) => {
    const ask = indexedDB.open(NAME, 1);
    ask.onupgradeneeded = () => ask.result.createObjectStore(STORE);
    ask.onsuccess = () => done(ask.result);
    ask.onerror = () => fail(ask.error);
  });
  async function does(mode, job) {
    const turn = (await base()).transaction(STORE, mode), ask = job(turn.objectStore(STORE));
    return new Promise((done, fail) => {
      turn.oncomplete = () => done(ask.result);
      turn.onerror = turn.onabort = () => fail(turn.error);
    });
  }
  const inputs = (form) => [...form.elements].filter((one) => one.type === "file" && one.name);
  const chosen = (form) => inputs(form).reduce((sum, one) => sum + one.files.length, 0);

  // ---- what a form has chosen, under its draft's name; where the browser keeps nothing, the form still works
  async function keep(draft, input) {
    const files = [...input.files].filter((one) => one.size <= HEAVIEST);
    const key = [tab, draft, input.name], kept = { at: Date.now(), field: input.name, files };
    try {
      await does("readwrite", (store) => files.length ? store.put(kept, key) : store.delete(key));
    } catch (error) { return; }  // no room, or a private window: then they have to be chosen again, and the form says so
  }
  async function restore(draft, form) {  // gives how many are back
    let found;
    try {
      found = await does("readonly", (store) => store.getAll(IDBKeyRange.bound([tab, draft], [tab, draft, []])));
    } catch (error) { return 0; }
    for (const { field, files } of found) {
      const input = inputs(form).find((one) => one.name === field), bag = new DataTransfer();
      if (!input || input.files.length) continue;
      for (const file of files) bag.items.add(file);
      input.files = bag.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
    return chosen(form);
  }
  // ---- what belongs to no draft of this tab goes: sent, given up, somebody else's, forgotten
  async function tidy(isDraft) {
    try {
      const keys = await does("readonly", (store) => store.getAllKeys());
      const ages = await does("readonly", (store) => store.getAll());
      const over = keys.filter(([whose, draft], n) => !isDraft(draft, whose === tab) || Date.now() - ages[n].at > LONGEST_MS);
      for (const key of over) await does("readwrite", (store) => store.delete(key));
    } catch (error) { return; }
  }
  async function clear() {
    try { await does("readwrite", (store) => store.clear()); } catch (error) { return; }
  }
  return { keep, restore, tidy, clear, chosen };
})();
