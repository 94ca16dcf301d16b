/** Keeps the page a person was on through the round trip to the sign-in. */
const key = 'mooring.return-to';

export const signInPath = '/oauth2/authorization/mooring';

export function rememberPlace(): void {
  try {
    sessionStorage.setItem(key, location.pathname + location.search);
  } catch {
    // Without storage the person lands on the first page.
  }
}

/** The remembered page, once. Only a path of this console: never another origin. */
export function takePlace(): string | null {
  try {
    const place = sessionStorage.getItem(key);
    sessionStorage.removeItem(key);
    return place && /^\/(?![/\\])/.test(place) ? place : null;
  } catch {
    return null;
  }
}
