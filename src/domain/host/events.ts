export interface HostCapabilities {
  readonly virtSparsify: { readonly version: string; readonly features: readonly string[] } | null;
  readonly qemuImg: { readonly version: string } | null;
  readonly virtDf: boolean;
  /** KVM where an appliance really started with it, EMULATION where only software emulation works, else null. */
  readonly acceleration: 'KVM' | 'EMULATION' | null;
  readonly cores: number | null;
  readonly memoryBytes: number | null;
  /** What is missing, with the remedy for each; empty when sparsify can run here. */
  readonly lacks: readonly { readonly what: string; readonly remedy: string }[];
}

export type HostEvent =
  | { readonly type: 'HostRegistered'; readonly data: { readonly name: string; readonly transport: 'LOCAL' } }
  | { readonly type: 'HostProbed'; readonly data: HostCapabilities };
