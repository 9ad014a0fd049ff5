// Fields that send their form.

/** Enter sends a field's form: JupyterLab keeps browsers from doing so by themselves. */
export function sendOnEnter(event) {
  if (event.key !== "Enter" || event.isComposing) return;
  event.preventDefault();
  event.target.form.requestSubmit();
}
