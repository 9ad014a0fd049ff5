// Run the widgets that are stored in a page, each when it comes near the screen.

class StaticModel {
  constructor(state) {
    this.state = state;
    this.listeners = {};
  }
  get(name) {
    return this.state[name];
  }
  set(name, value) {
    if (this.state[name] === value) return;
    this.state[name] = value;
    for (const event of [`change:${name}`, "change"])
      for (const listener of this.listeners[event] ?? []) listener();
  }
  on(event, listener) {
    (this.listeners[event] ??= []).push(listener);
  }
  off(event, listener) {
    this.listeners[event] = this.listeners[event]?.filter((other) => other !== listener);
  }
  save_changes() {}
}

function hydrate(element) {
  const live = document.createElement("div");
  live.className = "unrolled-live";
  try {
    const state = JSON.parse(element.querySelector("script").textContent);
    WIDGETS[element.dataset.module].render({ model: new StaticModel(state), el: live });
    element.append(live);
    element.dataset.ready = "";
  } catch (error) {
    element.dataset.failed = String(error);
    live.textContent = "The interactive version could not start here; "
      + "the picture shows its first view.";
    element.append(live);
  }
}

function watch() {
  const elements = document.querySelectorAll(".unrolled-widget");
  const seen = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      seen.unobserve(target);
      hydrate(target);
    }
  }, { rootMargin: "400px" });
  elements.forEach((element) => seen.observe(element));
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", watch);
else watch();
