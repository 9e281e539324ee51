import { Command } from 'commander';
import {
  type CommandContext,
  type ConnectionOptions,
  withConnection,
  withJson,
} from '../actions/command-context.ts';
import { connect, isRemote } from '../actions/connect.ts';
import { ensureDisk } from '../actions/ensure-disk.ts';
import { localImage, remoteImage, withFormat } from '../actions/image-target.ts';
import { Refused } from '../errors.ts';
import { printJson } from '../output/messages.ts';

/** `winnow register PATH`: adds a disk image to the catalogue, or finds it there. */
export function registerCommand({ terminal }: CommandContext): Command {
  const command = new Command('register')
    .description('add a disk image to the catalogue, without changing the image')
    .argument('<path>', 'the disk image')
    .addHelpText('after', '\nExample:\n  $ winnow register /var/lib/libvirt/images/web.qcow2\n');
  return withJson(withConnection(withFormat(command))).action(
    async (
      path: string,
      options: ConnectionOptions & { readonly format?: string; readonly json?: boolean },
    ) => {
      const image = isRemote(options, terminal.env)
        ? remoteImage(path, options.format)
        : await localImage(path, options.format);
      if (image === null) {
        throw new Refused('DISK_MISSING', `There is no file ${JSON.stringify(path)}.`, 'Check the path.');
      }
      await using connection = await connect(options, terminal, { directories: [image.directory] });
      const disk = await ensureDisk(image, connection.client);
      if (options.json) printJson(terminal.stdout, { ok: true, disk });
      else terminal.stdout.write(`${disk.id}  ${disk.name}\n`);
    },
  );
}
