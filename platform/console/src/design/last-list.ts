/** Each list as it was filtered when it was last seen, so that the way back leads there. */
const last = new Map<string, string>();

export function rememberList(path: string, search: URLSearchParams): void {
  last.set(path, search.toString());
}

export const lastList = (path: string) => (last.get(path) ? `${path}?${last.get(path)}` : path);
