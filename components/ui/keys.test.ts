import { describe, expect, it } from 'vitest';
import { isPressed, type KeyPress, keyNames } from './keys';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

describe('shortcuts', () => {
  it.each([
    ['F9', press('F9'), true],
    ['F9', press('F9', { shiftKey: true }), false],
    ['Shift+F9', press('F9', { shiftKey: true }), true],
    ['Ctrl+K', press('k', { ctrlKey: true }), true],
    ['Ctrl+K', press('k', { metaKey: true }), true],
    ['Ctrl+K', press('K', { ctrlKey: true, shiftKey: true }), false],
    ['Ctrl+K', press('k', { ctrlKey: true, altKey: true }), false],
  ])('%s', (keys, event, pressed) => {
    expect(isPressed(keys, event)).toBe(pressed);
  });

  it('are called as the keyboard calls them', () => {
    expect(keyNames('Ctrl+Shift+F6', 'de')).toEqual(['Strg', 'Umschalt', 'F6']);
    expect(keyNames('Ctrl+Shift+F6', 'en')).toEqual(['Ctrl', 'Shift', 'F6']);
  });
});
