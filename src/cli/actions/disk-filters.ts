import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ObstacleCode } from '../../domain/disk/eligibility/obstacle.ts';
import { obstacleCodes } from '../../domain/disk/eligibility/obstacle.ts';
import type { GraphqlClient } from '../client/graphql-client.ts';
import { type DiskFilterVariables, listDisks } from '../client/operations.ts';
import { firstOf } from '../client/pages.ts';
import { Refused } from '../errors.ts';
import { hostIdOf, storageDomainIdOf } from './find-host.ts';

/** By what a command chooses among the disks of the catalogue. */
export interface DiskFilterOptions {
  readonly obstacle?: readonly ObstacleCode[];
  readonly sparsifiable?: boolean;
  readonly notSparsifiable?: boolean;
  readonly host?: string;
  readonly vm?: string;
  readonly domain?: string;
  readonly atLeast?: string;
  readonly atMost?: string;
}

/** The options of every command that chooses among the disks of the catalogue. */
export const withDiskFilters = (command: Command): Command =>
  command
    .addOption(
      new Option('--obstacle <code...>', 'only those with any of these obstacles').choices(obstacleCodes),
    )
    .addOption(
      new Option('--sparsifiable', 'only those that may be sparsified now').conflicts('notSparsifiable'),
    )
    .option('--not-sparsifiable', 'only those that may not')
    .option('--host <host>', 'only those whose storage this host has: its id or name')
    .option('--vm <machine>', 'only those that this virtual machine has: its id or name')
    .option('--domain <domain>', 'only those of this storage domain: its id or name')
    .option('--at-least <size>', 'only those that take so much on their storage, such as 20G', parseSize)
    .option('--at-most <size>', 'only those that take no more', parseSize);

/** The API's filter for the options that were given. @throws Refused when a name or an id stands for nothing. */
export async function diskFilterOf(
  options: DiskFilterOptions,
  client: GraphqlClient,
): Promise<DiskFilterVariables> {
  const { obstacle, sparsifiable, notSparsifiable, host, vm, domain, atLeast, atMost } = options;
  if (vm !== undefined) await assertKnownMachine(vm, client);
  return {
    obstacle,
    sparsifiable: sparsifiable ? true : notSparsifiable ? false : undefined,
    hostId: host === undefined ? undefined : await hostIdOf(host, client),
    storageDomainId: domain === undefined ? undefined : await storageDomainIdOf(domain, client),
    vm,
    actualSizeAtLeast: atLeast,
    actualSizeAtMost: atMost,
  };
}

/** Whether any of the options was given. */
export const hasDiskFilter = (options: DiskFilterOptions): boolean =>
  [
    options.obstacle,
    options.sparsifiable,
    options.notSparsifiable,
    options.host,
    options.vm,
    options.domain,
    options.atLeast,
    options.atMost,
  ].some((given) => given !== undefined);

async function assertKnownMachine(vm: string, client: GraphqlClient): Promise<void> {
  const { totalCount } = await firstOf(1, client, listDisks, { filter: { vm } });
  if (totalCount > 0) return;
  throw new Refused(
    'NOT_FOUND',
    `There is no virtual machine ${JSON.stringify(vm)} with disks: none is known by this id or name.`,
    'Let the host be scanned with `winnow scan`; names count in their case.',
  );
}

const units = ['', 'K', 'M', 'G', 'T', 'P'];

/** A size as people give it, `1024`, `512M`, `1.5GiB`, in bytes as the API takes them; binary units. */
export function parseSize(text: string): string {
  const parts = /^(\d+(?:\.\d+)?)\s*([KMGTP]?)(?:i?B)?$/i.exec(text.trim());
  const bytes = Number(parts?.[1]) * 1024 ** units.indexOf((parts?.[2] ?? '').toUpperCase());
  if (parts === null || !Number.isSafeInteger(Math.round(bytes))) {
    throw new InvalidArgumentError('Give a number of bytes, or one with K, M, G or T, as in 20G.');
  }
  return String(Math.round(bytes));
}
