/** What was typed and not saved, in this tab; browsers may refuse to keep it, which loses nothing that is on the page. */
const name = (place: string) => `mooring unsaved ${place}`;

export function keptText(place: string): string | null {
  try {
    return sessionStorage.getItem(name(place));
  } catch {
    return null;
  }
}

export function keepText(place: string, text: string): void {
  try {
    sessionStorage.setItem(name(place), text);
  } catch {
    // The page still has it.
  }
}

export function forgetText(place: string): void {
  try {
    sessionStorage.removeItem(name(place));
  } catch {
    // Then it was not kept either.
  }
}
