import { describe, expect, it } from 'vitest';
import { stateDirectory } from '../../src/common/state-directory.ts';

describe('the state directory', () => {
  const user = { uid: 1000, home: '/home/ada' };
  it.each([
    [{ WINNOW_STATE_DIR: '/srv/winnow' }, { uid: 0, home: '/root' }, '/srv/winnow'],
    [{}, { uid: 0, home: '/root' }, '/var/lib/winnow'],
    [{ XDG_STATE_HOME: '/state' }, user, '/state/winnow'],
    [{ XDG_STATE_HOME: '' }, user, '/home/ada/.local/state/winnow'],
    [{}, user, '/home/ada/.local/state/winnow'],
  ])('with %j for %j is %s', (env, who, directory) => {
    expect(stateDirectory(env, who)).toBe(directory);
  });
});
