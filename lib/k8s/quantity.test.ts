import { describe, expect, it } from 'vitest';
import {
  compareQuantities,
  formatQuantity,
  milliValue,
  parseQuantity,
  QUANTITY_FORMAT_ERROR,
  QUANTITY_SUFFIX_ERROR,
  roundUpToMilli,
  wholeValue,
} from './quantity';

describe('quantities', () => {
  it.each([
    ['250m', '250m'],
    ['0.5', '500m'],
    ['1000m', '1'],
    ['1000', '1k'],
    ['1500', '1500'],
    ['64Mi', '64Mi'],
    ['1024Mi', '1Gi'],
    ['1.5Ki', '1536'],
    ['0.5Ki', '512'],
    ['2e3', '2e3'],
    ['1E', '1E'],
    ['1E2', '100'],
    ['+5', '5'],
    ['-1', '-1'],
    ['0', '0'],
    ['007', '7'],
    ['.5', '500m'],
    ['1.', '1'],
    ['0.0000000001', '1n'],
    ['99999999999999999999', '9223372036854775807'],
  ])('%s is printed %s', (text, canonical) => expect(formatQuantity(parseQuantity(text))).toBe(canonical));

  it.each([
    ['', QUANTITY_FORMAT_ERROR],
    ['lots', QUANTITY_FORMAT_ERROR],
    ['1 Gi', QUANTITY_FORMAT_ERROR],
    ['1.2.3', QUANTITY_FORMAT_ERROR],
    ['64MB', QUANTITY_FORMAT_ERROR],
    ['1kk', QUANTITY_SUFFIX_ERROR],
    ['1ki', QUANTITY_SUFFIX_ERROR],
    ['5mi', QUANTITY_SUFFIX_ERROR],
  ])('%j is refused', (text, error) => expect(() => parseQuantity(text)).toThrow(error));

  it('compares across notations', () => {
    expect(compareQuantities(parseQuantity('1'), parseQuantity('1000m'))).toBe(0);
    expect(compareQuantities(parseQuantity('2'), parseQuantity('1500m'))).toBe(1);
    expect(compareQuantities(parseQuantity('1000Ki'), parseQuantity('1Mi'))).toBe(-1);
  });

  it('rounds up', () => {
    expect(formatQuantity(roundUpToMilli(parseQuantity('100u')))).toBe('1m');
    expect(milliValue(parseQuantity('0.2501'))).toBe(251);
    expect(wholeValue(parseQuantity('64Mi'))).toBe(67108864);
    expect(wholeValue(parseQuantity('100m'))).toBe(1);
  });
});
