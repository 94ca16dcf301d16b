import type { ReactNode } from 'react';

/** Sixteen-pixel marks drawn for this console. Each state has its own outline, so that none is told by colour alone. */
const shapes = {
  ok: <path d="M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM5 8.2l2.2 2.2L11.2 6" />,
  warn: <path d="M8 2 1.5 13.5h13L8 2ZM8 6.5v3.2M8 11.6v.1" />,
  bad: (
    <path d="M5.3 1.5h5.4l3.8 3.8v5.4l-3.8 3.8H5.3l-3.8-3.8V5.3l3.8-3.8ZM5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4" />
  ),
  run: <path d="M14.5 8A6.5 6.5 0 1 1 8 1.5M8 4.5V8l2.4 1.6" />,
  queued: <path d="M4 1.5h8M4 14.5h8M4.5 1.5v2.7L8 8l3.5-3.8V1.5M4.5 14.5v-2.7L8 8l3.5 3.8v2.7" />,
  cancelled: <path d="M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM3.5 3.5l9 9" />,
  unknown: (
    <>
      <circle cx="8" cy="8" r="6.5" strokeDasharray="2.6 2.080" />
      <path d="M6.2 6.3a1.9 1.9 0 1 1 2.7 1.7c-.6.3-.9.7-.9 1.3M8 11.4v.1" />
    </>
  ),
  live: (
    <>
      <circle cx="8" cy="8" r="2" fill="currentColor" />
      <path d="M4.5 11.5a5 5 0 0 1 0-7M11.5 4.5a5 5 0 0 1 0 7M2.4 13.6a8 8 0 0 1 0-11.2M13.6 2.4a8 8 0 0 1 0 11.2" />
    </>
  ),
  info: <path d="M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM8 7.2v4M8 4.8v.1" />,
  grave: <path d="M5.3 1.5h5.4l3.8 3.8v5.4l-3.8 3.8H5.3l-3.8-3.8V5.3l3.8-3.8ZM8 4.6v4M8 11v.1" />,
  bell: <path d="M3.5 11.5V7a4.5 4.5 0 0 1 9 0v4.5l1 1.2h-11l1-1.2ZM6.6 14.3h2.8M8 1.2v1.2" />,
  muted: (
    <path d="M5 4A4.5 4.5 0 0 1 12.5 7v3M12 12.7H2.5l1-1.2V7c0-.5.1-1 .2-1.4M6.6 14.6h2.8M1.8 1.8l12.4 12.4" />
  ),
  flap: <path d="M1 8h2.5l2-5 3 10 2.5-7 1.3 2H15" />,
  phone: (
    <path d="M3 2h3l1.2 3.2-1.7 1.3a8 8 0 0 0 4 4l1.3-1.7L14 10v3a1 1 0 0 1-1 1A11 11 0 0 1 2 3a1 1 0 0 1 1-1Z" />
  ),
  paused: <path d="M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM6.5 6v4M9.5 6v4" />,
  play: <path d="M5 3v10l8-5-8-5Z" />,
  stop: <path d="M4 4h8v8H4z" />,
  copy: <path d="M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3" />,
  download: <path d="M8 2v8M4.7 7 8 10.3 11.3 7M2.5 13.5h11" />,
  key: <path d="M10.5 1.5a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM7.6 8.4l-5.6 5.6M3.8 12.2l2 2" />,
  database: (
    <path d="M2.5 4c0-1.2 2.5-2 5.5-2s5.5.8 5.5 2-2.5 2-5.5 2-5.5-.8-5.5-2Zm0 0v8c0 1.2 2.5 2 5.5 2s5.5-.8 5.5-2V4M2.5 8c0 1.2 2.5 2 5.5 2s5.5-.8 5.5-2" />
  ),
  bucket: (
    <path d="M2 4c0-1.1 2.7-2 6-2s6 .9 6 2-2.7 2-6 2-6-.9-6-2Zm0 0 1.5 9c.2.9 2.2 1.5 4.5 1.5s4.3-.6 4.5-1.5L14 4" />
  ),
  folder: <path d="M1.5 3h4.3l1.7 2h7v8.5h-13z" />,
  gear: (
    <path d="M8 5.6a2.4 2.4 0 1 0 0 4.8 2.4 2.4 0 0 0 0-4.8ZM8 1.5v2M8 12.5v2M1.5 8h2M12.5 8h2M3.4 3.4l1.4 1.4M11.2 11.2l1.4 1.4M3.4 12.6l1.4-1.4M11.2 4.8l1.4-1.4" />
  ),
  servers: <path d="M2 2.5h12v4.5H2zM2 9h12v4.5H2zM4.7 4.75h.1M4.7 11.25h.1M8 4.75h3.5M8 11.25h3.5" />,
  shield: (
    <path d="M8 1.5 2.5 3.5v4c0 3.4 2.2 5.8 5.5 7 3.3-1.2 5.5-3.6 5.5-7v-4L8 1.5ZM5.4 7.9l1.9 1.9 3.4-3.6" />
  ),
  lock: <path d="M3 7h10v7.5H3zM5 7V4.8a3 3 0 0 1 6 0V7M8 10v1.6" />,
  restore: <path d="M2.5 8A5.5 5.5 0 1 0 4.3 4M2.5 1.8v3.4h3.4M8 5v3.3l2.2 1.3" />,
  bin: <path d="M2 4h12M6 4V2h4v2M3.5 4l.8 10.5h7.4L12.5 4M6.6 7v4.5M9.4 7v4.5" />,
  page: <path d="M3.5 1.5h6L12.5 5v9.5h-9zM9.5 1.5V5h3M5.8 8.5h4.4M5.8 11.2h4.4" />,
  check: <path d="m3 8.5 3.5 3.5L13 4.5" />,
  chevron: <path d="m5 6.5 3 3 3-3" />,
  sun: (
    <path d="M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6ZM8 1v1.3M8 13.7V15M1 8h1.3M13.7 8H15M3 3l1 1M12 12l1 1M3 13l1-1M12 4l1-1" />
  ),
  moon: <path d="M13.5 9.5A6 6 0 1 1 6.5 2.5a4.8 4.8 0 0 0 7 7Z" />,
  system: <path d="M1.5 2.5h13v8.5h-13zM5.5 14h5M8 11v3" />,
  person: <path d="M8 2a2.8 2.8 0 1 0 0 5.6A2.8 2.8 0 0 0 8 2ZM2.5 14c.5-3 2.7-4.5 5.5-4.5s5 1.5 5.5 4.5" />,
  keyboard: <path d="M1.5 3.5h13v9h-13zM4 6.2h.1M6.6 6.2h.1M9.3 6.2h.1M12 6.2h.1M4 9.8h8" />,
  back: <path d="M9.5 3.5 5 8l4.5 4.5" />,
  close: <path d="m4 4 8 8M12 4l-8 8" />,
  refresh: <path d="M13.5 8A5.5 5.5 0 1 1 11.7 4M13.5 1.8v3.4h-3.4" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof shapes;

/** Decoration: the words beside it carry the meaning, so that it is hidden from screen readers. */
export function Icon({ name, size = 16, className }: { name: IconName; size?: number; className?: string }) {
  return (
    <svg
      className={`icon ${className ?? ''}`}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {shapes[name]}
    </svg>
  );
}
