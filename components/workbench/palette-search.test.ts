import { describe, expect, it } from 'vitest';
import { matching } from './palette-search';

const actions = ['Neue Datei', 'Bühne maximieren', 'Anordnung: Bühne', 'Im Terminal suchen'].map((label, at) => ({
  id: `x.${at}`,
  label,
}));
const found = (text: string) => matching(actions, text).map(({ label }) => label);

describe('the palette finds', () => {
  it('everything for nothing', () => expect(found(' ')).toHaveLength(4));
  it('by the beginnings of words, in any order', () => expect(found('such term')).toEqual(['Im Terminal suchen']));
  it('without umlauts, what begins with it first', () =>
    expect(found('buhne')).toEqual(['Bühne maximieren', 'Anordnung: Bühne']));
  it('nothing for the middle of a word', () => expect(found('ühne')).toEqual([]));
});
