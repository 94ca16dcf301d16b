/** The whole row is a target for the mouse; the link in it serves keyboard and screen reader. Selecting text is not a click. */
export function openOnClick(event: React.MouseEvent, open: () => void) {
  const onLink = event.target instanceof Element && event.target.closest('a');
  if (!onLink && !window.getSelection()?.toString()) open();
}
