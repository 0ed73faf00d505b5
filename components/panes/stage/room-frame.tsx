import type { ReactNode } from 'react';

interface RoomFrameProps {
  className: string;
  /** The room in words. */
  label: string;
  /** Full pod name. */
  pod: string;
  title?: string;
  children: ReactNode;
}

/** A room of the house: one named group per pod. It can be focused by script, so that a vanishing button has somewhere to go. */
export function RoomFrame({ className, label, pod, title, children }: RoomFrameProps) {
  return (
    <div className={className} role="group" aria-label={label} tabIndex={-1} data-room={pod} title={title}>
      {children}
    </div>
  );
}
