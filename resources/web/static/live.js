// What a browser adds to pages that work without it: news without reloading, fields that matter only now, the place.
"use strict";
(function () {
  const body = document.body;
  let version = Number(body.dataset.version || -1);
  let dirty = false;

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
        if (form.method === "post") { form.dataset.sent = "1"; setTimeout(() => delete form.dataset.sent, 8000); }
      });
    }
    const first = root.querySelector(".act.main button.primary");
    if (first && !first.querySelector("kbd") && matchMedia("(min-width: 1081px)").matches) {
      first.accessKey = "r";
      first.insertAdjacentHTML("beforeend", "<kbd>Alt+R</kbd>");
    }
    for (const point of root.querySelectorAll("[data-point]")) locate(point);
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
        said.textContent = `已取到位置，误差约 ${Math.round(found.coords.accuracy)} 米`;
        dirty = true;
      }, () => { said.textContent = "没有取到位置；可手工填写，或写明理由。"; }, { enableHighAccuracy: true, timeout: 15000 });
    });
  }

  // ---- news: the list and the case are drawn again; a form that somebody writes in stays as it is
  async function redraw() {
    const answer = await fetch(location.pathname + location.search.replace(/[?&]said=[^&]*/, ""), { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) { if (answer.redirected) location.reload(); return; }
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const changed = new Set();
    for (const part of document.querySelectorAll("[data-live]")) {
      const other = fresh.getElementById(part.id);
      if (!other) continue;
      if (words(other) === words(part)) continue;
      changed.add(part.id);
      if (part.id === "acts" && dirty) continue;
      if (part.querySelector("[data-caller] form") && dirty) continue;
      const inside = part.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
      const top = part.scrollTop;
      part.replaceChildren(...other.childNodes);
      part.scrollTop = top;
      dress(part);
      if (inside) part.querySelector(`a[href="${CSS.escape(inside)}"]`)?.focus();
    }
    for (const badge of fresh.querySelectorAll(".badge")) {
      const mine = document.getElementById(badge.id);
      if (mine) { mine.textContent = badge.textContent; mine.className = badge.className; }
    }
    const time = fresh.getElementById("time");
    if (time) document.getElementById("time").textContent = time.textContent;
    if (dirty && changed.has("acts")) document.getElementById("fresh").hidden = false;
  }
  const words = (part) => part.textContent.replace(/\s+/g, " ").trim();

  async function listen() {
    while (true) {
      let pause = 1000;
      try {
        const answer = await fetch(`/wait?v=${version}`, { cache: "no-store" });
        if (answer.status === 401) { location.reload(); return; }
        if (answer.ok) {
          const news = await answer.json();
          if (news.v !== version) { version = news.v; if (!document.hidden) await redraw(); else stale = true; }
          else if (!document.hidden) await redraw();  // times go on
        } else pause = 25000;
      } catch (error) { pause = 10000; }
      await new Promise((done) => setTimeout(done, pause));
    }
  }
  let stale = false;
  document.addEventListener("visibilitychange", () => { if (!document.hidden && stale) { stale = false; redraw(); } });
  document.querySelector("#fresh a")?.setAttribute("href", location.pathname);
  dress(document);
  if (version >= 0 && document.querySelector("[data-live]")) listen();
})();
