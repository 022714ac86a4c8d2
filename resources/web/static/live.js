// What a browser adds to pages that work without it: news without reloading, fields that matter only now, the place.
"use strict";
(function () {
  const body = document.body;
  const here = location.pathname.replace(/\/(do\/[^/]+|look)$/, "");  // a form that came back stands on its case
  let version = Number(body.dataset.version || -1);
  let dirty = false;
  const words = (part) => part.textContent.replace(/\s+/g, " ").trim();

  // ---- fields that are shown only while another one has a value
  function arrange(form) {
    for (const field of form.querySelectorAll("[data-when]")) {
      const [name, value] = field.dataset.when.split("=");
      const chosen = form.querySelector(`[name="${name}"]:checked`) || form.querySelector(`select[name="${name}"]`);
      field.hidden = !(chosen && chosen.value === value);
    }
  }
  function dress(root) {
    for (const form of root.querySelectorAll("form")) {
      arrange(form);
      form.addEventListener("change", () => arrange(form));
      form.addEventListener("input", () => { dirty = true; });
      form.addEventListener("submit", (event) => {
        if (form.dataset.sent) { event.preventDefault(); return; }
        if (form.getAttribute("method") === "post") { form.dataset.sent = "1"; setTimeout(() => delete form.dataset.sent, 8000); }
      });
    }
    for (const steps of root.querySelectorAll(".steps")) {
      const now = steps.querySelector(".current");
      if (now) steps.scrollLeft = now.offsetLeft - steps.clientWidth / 2 + now.clientWidth / 2;
    }
    const first = root.querySelector(".act.main button.primary");
    if (first && !first.querySelector("kbd") && matchMedia("(min-width: 1081px)").matches) {
      first.accessKey = "r";
      first.insertAdjacentHTML("beforeend", "<kbd>Alt+R</kbd>");
    }
    for (const point of root.querySelectorAll("[data-point]")) locate(point);
    for (const input of root.querySelectorAll("input.files")) pictures(input);
    for (const area of root.querySelectorAll("textarea[data-most]")) counted(area);
    for (const button of root.querySelectorAll("[data-print]")) {
      button.hidden = false;
      button.addEventListener("click", printed);
    }
  }

  // ---- how much may still be written, once it is nearly full
  function counted(area) {
    const most = Number(area.dataset.most), said = document.createElement("span");
    said.className = "note";
    said.setAttribute("role", "status");
    area.after(said);
    const tell = () => {
      const left = most - area.value.length;
      said.textContent = left > most / 5 ? "" : left < 0 ? `超 ${-left} 字，最多 ${most} 字，请缩短` : `还可写 ${left} 字`;
      said.classList.toggle("over", left < 0);
    };
    area.addEventListener("input", tell);
    tell();
  }

  // ---- paper: photos far down the page are fetched before it is printed
  async function printed() {
    const images = [...document.querySelectorAll("img[loading=lazy]")];
    for (const image of images) image.loading = "eager";
    await Promise.allSettled(images.map((image) => image.decode()));
    print();
  }

  // ---- photos: seen before they are sent, added to one another, made lighter where a telephone's are too large
  const MOST_FILES = 6, HEAVY = 4_500_000, LONGEST = 2560;
  function pictures(input) {
    const shelf = document.createElement("ul");
    shelf.className = "shelf";
    input.after(shelf);
    let kept = [];
    const keep = (files) => {
      kept = files;
      const bag = new DataTransfer();
      for (const file of kept) bag.items.add(file);
      input.files = bag.files;
      input.closest(".field").classList.toggle("filled", kept.length > 0);
      shelf.replaceChildren(...kept.map((file) => shelved(file, () => keep(kept.filter((one) => one !== file)))));
      input.dispatchEvent(new Event("photos", { bubbles: true }));
    };
    input.addEventListener("change", async () => {
      const fresh = await Promise.all([...input.files].map(lighter));
      keep(input.multiple ? [...kept, ...fresh].slice(0, MOST_FILES) : fresh.slice(-1));
    });
  }
  function shelved(file, drop) {
    const item = document.createElement("li"), canvas = document.createElement("canvas");
    const size = document.createElement("span"), button = document.createElement("button");
    size.className = "size";
    size.textContent = file.size > 999_999 ? `${(file.size / 1_000_000).toFixed(1)} 兆` : `${Math.ceil(file.size / 1000)} 千字节`;
    button.type = "button";
    button.className = "small";
    button.textContent = "去掉";
    button.addEventListener("click", drop);
    item.append(canvas, size, button);
    createImageBitmap(file).then((image) => {
      canvas.width = 204;
      canvas.height = 152;
      const scale = Math.max(204 / image.width, 152 / image.height);
      const wide = image.width * scale, high = image.height * scale;
      canvas.getContext("2d").drawImage(image, (204 - wide) / 2, (152 - high) / 2, wide, high);
    }, () => { size.textContent = "不是照片"; });
    return item;
  }
  async function lighter(file) {
    if (file.size <= HEAVY) return file;
    let image;
    try { image = await createImageBitmap(file); } catch (error) { return file; }  // the county says why it takes none
    const scale = Math.min(1, LONGEST / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.88));
    return blob ? new File([blob], file.name.replace(/\.[^.]*$/, ".jpg"), { type: "image/jpeg" }) : file;
  }

  // ---- where one stands, if the person agrees
  function locate(point) {
    const button = point.querySelector("[data-locate]"), said = point.querySelector("[data-where]");
    if (!navigator.geolocation || !isSecureContext) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      said.textContent = "正在取位置……";
      navigator.geolocation.getCurrentPosition((found) => {
        point.querySelector("[data-lon]").value = found.coords.longitude.toFixed(6);
        point.querySelector("[data-lat]").value = found.coords.latitude.toFixed(6);
        said.textContent = `已取到位置，误差约 ${Math.round(found.coords.accuracy)} 米${away(point, found.coords)}`;
        dirty = true;
      }, () => { said.textContent = "没有取到位置；可手工填写，或写明理由。"; }, { enableHighAccuracy: true, timeout: 15000 });
    });
  }

  function away(point, coords) {  // how far from where one ought to stand; the county measures again
    if (!point.dataset.spot) return "";
    const [lon, lat] = point.dataset.spot.split(",").map((one) => Number(one) / 1e6);
    const east = (coords.longitude - lon) * Math.cos(lat * Math.PI / 180), north = coords.latitude - lat;
    const metres = Math.round(111320 * Math.hypot(east, north)), most = Number(point.dataset.within);
    point.classList.toggle("far", metres > most);
    point.classList.toggle("filled", metres <= most);
    return metres > most ? `；距事发点 ${metres} 米，超过 ${most} 米，须写理由` : `；距事发点 ${metres} 米，限 ${most} 米`;
  }

  // ---- news: the list and the case are drawn again; a form that somebody writes in stays as it is
  const sent = new Map();  // words of a part as the county last sent it: what this script adds is no news
  for (const part of document.querySelectorAll("[data-live]")) sent.set(part.id, words(part));
  function kept(part, change) {  // unfolded forms stay unfolded, the cursor stays where it was
    const open = new Set([...part.querySelectorAll("details[id][open]")].map((one) => one.id));
    const held = part.contains(document.activeElement) ? document.activeElement : null;
    const link = held?.getAttribute("href"), id = held?.id, fold = held?.closest("summary")?.parentElement.id;
    const top = part.scrollTop;
    change();
    for (const one of part.querySelectorAll("details[id]")) one.open = one.open || open.has(one.id);
    part.scrollTop = top;
    if (link) part.querySelector(`a[href="${CSS.escape(link)}"]`)?.focus({ preventScroll: true });
    else if (id) document.getElementById(id)?.focus({ preventScroll: true });
    else if (fold) document.getElementById(fold)?.querySelector("summary").focus({ preventScroll: true });
  }
  // the case that stands beside the list stays the same one, whatever moves to the list's top meanwhile
  const beside = body.classList.contains("at-board") && document.querySelector(".queue .card[aria-current]");
  const watched = beside ? beside.getAttribute("href") : here + location.search.replace(/[?&]said=[^&]*/, "");
  async function redraw() {  // gives whether anything was new
    const answer = await fetch(watched, { headers: { Accept: "text/html" } });
    if (answer.redirected && new URL(answer.url).pathname === "/login") { ended(); return false; }
    if (!answer.ok) return false;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    let missed = false, changed = false;
    for (const part of document.querySelectorAll("[data-live]")) {
      const other = fresh.getElementById(part.id);
      if (!other || words(other) === sent.get(part.id)) continue;
      changed = true;
      if (part.id === "acts" && dirty) { missed = true; continue; }
      if (part.querySelector("[data-caller] form") && dirty) continue;
      sent.set(part.id, words(other));
      kept(part, () => { part.replaceChildren(...other.childNodes); dress(part); });
    }
    if (!dirty && body.classList.contains("empty-board") && !fresh.body.classList.contains("empty-board")) location.replace(here);
    for (const badge of fresh.querySelectorAll(".badge")) {
      const mine = document.getElementById(badge.id);
      if (mine) { mine.textContent = badge.textContent; mine.className = badge.className; mine.hidden = badge.hidden; }
    }
    document.title = document.title.replace(/^（\d+）/, "").replace(/^/, fresh.title.match(/^（\d+）/)?.[0] ?? "");
    const time = fresh.getElementById("time");
    if (time) document.getElementById("time").textContent = time.textContent;
    if (missed) document.getElementById("fresh").hidden = false;
    return changed;
  }
  // ---- the session is over: what somebody writes stays; sending it asks for the password first
  function ended() {
    if (!dirty) { location.assign(here); return; }
    const told = document.getElementById("fresh");
    told.textContent = "登录已到时，您填写的内容还在；提交时先请您重新登录。";
    told.hidden = false;
  }
  // ---- the line is dead: what is seen is of then, and says so
  const lost = document.getElementById("lost");
  function cut() {
    if (lost.hidden) lost.textContent = `与县平台断开，以下截至 ${document.getElementById("time").textContent}；连上后自动更新，填写的内容还在。`;
    lost.hidden = false;
  }
  async function listen() {
    let quiet = 0;
    while (true) {
      let pause = 1000;
      try {
        const answer = await fetch(`/wait?v=${version}`, { cache: "no-store" });
        if (answer.status === 401) { ended(); return; }
        if (answer.ok) {
          const news = await answer.json();
          if (!lost.hidden) { lost.hidden = true; await redraw(); }
          if (news.v === version) { if (!document.hidden) await redraw(); }  // times go on
          else if (document.hidden) { version = news.v; stale = true; }
          else {  // a busy county has news every second that are no matter of this page: then it looks less often
            version = news.v;
            quiet = await redraw() ? 0 : Math.min(quiet + 1, 3);
            pause = 1000 * 2 ** quiet;
          }
        } else { pause = 25000; if (answer.status >= 500) cut(); }
      } catch (error) { pause = 5000; version = -1; cut(); }  // asked again, the county answers at once
      await new Promise((done) => setTimeout(done, pause));
    }
  }
  addEventListener("pageshow", (event) => {  // back from a page that did not come: the form may be sent again
    if (event.persisted) for (const form of document.forms) delete form.dataset.sent;
  });
  let stale = false;
  document.addEventListener("visibilitychange", () => { if (!document.hidden && stale) { stale = false; redraw(); } });
  document.querySelector("#fresh a")?.setAttribute("href", here);
  dress(document);
  document.querySelector(".desk .queue .card[aria-current]")?.scrollIntoView({ block: "nearest" });
  if (version >= 0 && document.querySelector("[data-live]")) listen();
})();
