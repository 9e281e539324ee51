import { describe, expect, it } from 'vitest';
import { describeEndedJob } from '../../../src/cli/output/describe-job.ts';
import { formatProgressBar } from '../../../src/cli/output/progress-bar.ts';
import { progressDisplay } from '../../../src/cli/output/progress-display.ts';
import { aCompletedJob, aJob, aRunningJob } from '../a-job.ts';
import { capturedTerminal } from './captured-terminal.ts';

describe('the progress bar', () => {
  it('fills with the filesystems that are done', () => {
    const job = aRunningJob({
      phase: 'TRIMMING',
      filesystemsDone: 1,
      filesystemsTotal: 2,
      bytesReclaimed: String(120 * 1024 ** 2),
    });
    expect(formatProgressBar(job, 14, 100)).toBe(
      '[############------------]  trimming  1 of 2 filesystems  120 MiB given back  0:14',
    );
  });

  it('claims nothing while the number of filesystems is not known: a block moves', () => {
    const at = (seconds: number) => formatProgressBar(aRunningJob(), seconds, 100);
    expect(at(0)).toBe('[###---------------------]  starting the appliance  0:00');
    expect(at(1)).toBe('[----###-----------------]  starting the appliance  0:01');
  });

  it('says what a job waits for', () => {
    const at = (position: number | null) =>
      aJob({ waitingFor: { code: 'HOST_SLOT', message: 'the host runs 2 of 2 jobs', position } });
    expect(formatProgressBar(at(null), 3, 100)).toContain('waiting: the host runs 2 of 2 jobs');
    expect(formatProgressBar(at(0), 3, 100)).toContain('waiting, next in line: the host');
    expect(formatProgressBar(at(7), 3, 100)).toContain('waiting, 7 before it: the host');
  });

  it.each([20, 40, 60, 80, 200])('never is wider than %i columns', (columns) => {
    const job = aRunningJob({
      phase: 'TRIMMING',
      filesystemsDone: 1,
      filesystemsTotal: 2,
      bytesReclaimed: '1',
    });
    for (let seconds = 0; seconds < 60; seconds += 0.25) {
      expect(formatProgressBar(job, seconds, columns).length).toBeLessThan(columns);
    }
  });
});

describe('progress where nothing can be drawn', () => {
  it('is a line when the phase or the count of filesystems changes, and none for bytes alone', () => {
    const terminal = capturedTerminal();
    const display = progressDisplay(terminal.stderr, () => Date.parse('2026-11-22T07:43:24.000Z'));
    const trimming = { phase: 'TRIMMING', filesystemsDone: 0, filesystemsTotal: 1 } as const;
    display.update(aRunningJob());
    display.update(aRunningJob(trimming));
    display.update(aRunningJob({ ...trimming, bytesReclaimed: '4096' }));
    display.update(aCompletedJob());
    display.stop();
    expect(terminal.err()).toBe(' 0:14  starting the appliance\n 0:14  trimming  0 of 1 filesystem\n');
  });

  it('shows no negative time when the server is ahead of us', () => {
    const terminal = capturedTerminal();
    progressDisplay(terminal.stderr, () => 0).update(aRunningJob());
    expect(terminal.err()).toBe(' 0:00  starting the appliance\n');
  });
});

describe('progress on a terminal', () => {
  it('is drawn over, and leaves the line empty at its end', () => {
    const terminal = capturedTerminal({}, { interactive: true });
    const display = progressDisplay(terminal.stderr, () => Date.parse('2026-11-22T07:43:10.000Z'));
    display.update(aRunningJob());
    display.note('A note.');
    display.stop();
    const line = '[###---------------------]  starting the appliance  0:00';
    expect(terminal.err().split('\r\u001b[K')).toEqual(['', line, 'A note.\n', line, '']);
  });
});

describe('what came of a job', () => {
  const describeJob = (job: Parameters<typeof describeEndedJob>[0]) =>
    describeEndedJob(job, capturedTerminal().stdout.colors);

  it('tells sizes, what was trimmed and how long it took', () => {
    expect(describeJob(aCompletedJob())).toBe(`300 MiB given back (99.5 %): web.qcow2
  before     301 MiB
  after      1.45 MiB
  trimmed    /dev/sda (ext4): 973 MiB of free space
  took       14 s
  job        job_1
`);
  });

  it('says why nothing was given back', () => {
    const text = describeJob(
      aCompletedJob({
        outcome: 'NOTHING_TO_RECLAIM',
        reclaimed: '0',
        filesystems: [],
        explanation: 'The image has no filesystem.',
      }),
    );
    expect(text).toContain('Nothing to give back: web.qcow2\n');
    expect(text).toContain('  why        The image has no filesystem.\n');
  });

  it('never calls reclaimed what was only discarded', () => {
    const text = describeJob(
      aCompletedJob({
        ...{ outcome: 'DISCARDED', basis: 'DISCARDED_ONLY', measured: false },
        ...{ sizeBefore: '10737418240', sizeAfter: '10737418240', reclaimed: '0', discarded: '3435973837' },
      }),
    );
    expect(text).toBe(`Discarded 3.20 GiB; how much of it the storage took back cannot be measured: web.qcow2
  volume     10.0 GiB
  trimmed    /dev/sda (ext4): 973 MiB of free space
  took       14 s
  job        job_1
`);
  });

  it('tells of a thin volume what its pool got back as well', () => {
    const text = describeJob(aCompletedJob({ basis: 'THIN_POOL', poolFreed: '1048576' }));
    expect(text).toContain('300 MiB given back (99.5 %): web.qcow2\n');
    expect(text).toContain('  pool       1.00 MiB less in its thin pool, whoever wrote there meanwhile\n');
  });

  it('gives a failure with its remedy and the tool’s last words, without their control codes', () => {
    const text = describeJob(
      aJob({
        status: 'FAILED',
        failure: {
          code: 'DISK_IN_USE',
          message: 'Another program holds the image.',
          remedy: 'Shut the VM down.',
          outputTail: 'one\n\u001b[2Jtwo\n',
          retryable: false,
        },
      }),
    );
    expect(text).toBe(`Failed: Another program holds the image. (DISK_IN_USE)
  remedy     Shut the VM down.
  last output of the tool:
    one
    \\u{1b}[2Jtwo
  job        job_1
`);
  });
});
