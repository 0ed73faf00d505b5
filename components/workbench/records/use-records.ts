'use client';
import { useEffect, useState } from 'react';
import { readRecord } from '@/components/client/read-record';
import { useLab } from '@/components/state/lab-store';
import type { Workbook } from '@/lib/protocol/workbook';

/** `workbook`: null when it could not be read. `at`: the server's time, ms since the epoch. */
export interface ReadRecord {
  seat: string;
  workbook: Workbook | null;
  at: number;
}

/** Reads one after the other, so that no more than one lab is woken for it at a time. `seats`: their ids, with spaces between. */
export function useRecords(seats: string): readonly ReadRecord[] {
  const [records, setRecords] = useState<readonly ReadRecord[]>([]);
  useEffect(() => {
    const leave = new AbortController();
    const readAll = async () => {
      for (const seat of seats.split(' ').filter(Boolean)) {
        const workbook = await readRecord(seat, leave.signal);
        if (leave.signal.aborted) return;
        const at = Date.now() + useLab.getState().clockOffset;
        setRecords((before) => [...before, { seat, workbook, at }]);
      }
    };
    setRecords([]);
    void readAll();
    return () => leave.abort();
  }, [seats]);
  return records;
}
