import { describe, expect, test } from 'vitest';
import { readStates, vmState } from '../../../src/hosts/libvirt/vm-state.ts';

describe('the state of a machine', () => {
  const off = { active: false, managedSave: false };
  const on = { active: true, managedSave: false };

  test.each([
    ['that runs', 1, 1, on, 'RUNNING'],
    ['that waits for something', 2, 0, on, 'RUNNING'],
    ['that shuts down', 4, 1, on, 'RUNNING'],
    ['that is paused', 3, 1, on, 'PAUSED'],
    ['that is paused since its storage failed', 3, 5, on, 'PAUSED'],
    ['that its guest suspended', 7, 0, on, 'PAUSED'],
    ['that is shut off', 5, 1, off, 'SHUT_OFF'],
    ['with a managed save', 5, 0, { active: false, managedSave: true }, 'SUSPENDED_TO_DISK'],
    ['saved to a file', 5, 5, off, 'SUSPENDED_TO_DISK'],
    ['that ended badly', 5, 3, off, 'CRASHED'],
    ['that crashed', 6, 1, off, 'CRASHED'],
    ['that crashed and is kept with its disks open', 6, 1, on, 'PAUSED'],
    ['that was shut off, and started before it was described', 5, 1, on, 'UNKNOWN'],
    ['of which libvirt says nothing', 0, 0, off, 'UNKNOWN'],
    ['of a newer libvirt', 8, 0, on, 'UNKNOWN'],
    ['whose state did not come', Number.NaN, Number.NaN, off, 'UNKNOWN'],
  ] as const)('%s is told', (_, state, reason, circumstances, expected) => {
    expect(vmState({ state, reason }, circumstances)).toBe(expected);
  });

  test('is read by names that hold quotes, equals signs and Unicode', () => {
    const states = readStates(
      "Domain: 'a 'b' ü'\n  state.state=1\n  state.reason=1\n\nDomain: 'state.state=5'\n  state.state=3\n  state.reason=2\n\n",
    );
    expect([...states]).toEqual([
      ["a 'b' ü", { state: 1, reason: 1 }],
      ['state.state=5', { state: 3, reason: 2 }],
    ]);
  });
});
