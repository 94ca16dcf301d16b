import { useSearchParams } from 'wouter';

/** The filters of a page, which stand in its address: an empty value takes one away. */
export function useSearchChoice() {
  const [search, setSearch] = useSearchParams();
  const choose = (name: string, value: string) =>
    setSearch(
      (now) => {
        const next = new URLSearchParams(now);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  return { search, setSearch, choose };
}
