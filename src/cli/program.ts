import { Command } from 'commander';
import { version } from '../common/version.ts';
import type { CommandContext } from './actions/command-context.ts';
import { cancelCommand } from './commands/cancel.ts';
import { demoCommand } from './commands/demo.ts';
import { directoryCommand } from './commands/directory.ts';
import { diskCommand } from './commands/disk.ts';
import { disksCommand } from './commands/disks.ts';
import { doctorCommand } from './commands/doctor.ts';
import { eventsCommand } from './commands/events.ts';
import { followCommand } from './commands/follow.ts';
import { historyCommand } from './commands/history.ts';
import { hostCommand } from './commands/host/host.ts';
import { hostsCommand } from './commands/hosts.ts';
import { jobsCommand } from './commands/jobs.ts';
import { limitsCommand } from './commands/limits.ts';
import { projectionsCommand } from './commands/projections.ts';
import { registerCommand } from './commands/register.ts';
import { scanCommand } from './commands/scan.ts';
import { serveCommand } from './commands/serve.ts';
import { sparsifyCommand } from './commands/sparsify.ts';
import { storageCommand } from './commands/storage.ts';

/** The `winnow` command with all of its commands. */
export function program(context: CommandContext): Command {
  const { stdout, stderr } = context.terminal;
  const winnow = new Command('winnow')
    .description('Gives back the disk space that virtual machines no longer use.')
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'show how to use this')
    .helpCommand('help [command]', 'show how to use a command')
    .addHelpText('after', footer);
  const commands = [
    sparsifyCommand,
    followCommand,
    cancelCommand,
    scanCommand,
    registerCommand,
    disksCommand,
    diskCommand,
    storageCommand,
    directoryCommand,
    hostsCommand,
    hostCommand,
    limitsCommand,
    jobsCommand,
    historyCommand,
    serveCommand,
    demoCommand,
    doctorCommand,
    projectionsCommand,
    eventsCommand,
  ];
  for (const command of commands) winnow.addCommand(command(context));
  prepare(
    winnow,
    (text) => stdout.write(text),
    (text) => stderr.write(text),
  );
  return winnow;
}

/** Sets what subcommands do not inherit when they are added: throwing errors, and where to write. */
function prepare(command: Command, writeOut: (text: string) => void, writeErr: (text: string) => void): void {
  command
    .exitOverride()
    .configureOutput({ writeOut, writeErr })
    .showHelpAfterError('(--help shows how to use it)');
  for (const subcommand of command.commands) prepare(subcommand, writeOut, writeErr);
}

const footer = `
Exit codes:
  0    done
  1    the job or operation failed, something is missing on this host, or another error
  2    the command was not understood
  3    refused by a rule; nothing was changed
  4    the server does not answer
  130  the job was canceled

Examples:
  $ winnow doctor                    what this host can do, and what is missing
  $ winnow scan                      finds all disks of this host, and which can be sparsified
  $ winnow disks --why               lists the obstacles of each disk, and what to do
  $ winnow disk update web.raw --allocation thin
  $ winnow demo                      shows a whole run on a sample disk
  $ winnow sparsify web.qcow2        gives back one image's unused space
  $ winnow serve --directory /var/lib/libvirt/images
  $ winnow host add root@kvm1        registers another host, reached over SSH
  $ winnow doctor --host kvm1        what that host can do, and what is missing there`;
