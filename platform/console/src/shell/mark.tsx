/** A ring and anchor stock: the same drawing as public/mark.svg. */
export function Mark({ size = 28 }: { size?: number }) {
  return <img className="mark" src="/mark.svg" width={size} height={size} alt="" />;
}
