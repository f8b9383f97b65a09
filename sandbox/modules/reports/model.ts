import type { Reference, Stamp } from '../../world/model.ts';

/** Reports as the API shows them. */

export interface ReportParameter {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly description: string;
  readonly required?: boolean;
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
}

export interface Renderer {
  readonly id: string;
  readonly type: 'xlsx' | 'csv' | 'json';
  readonly description: string;
  readonly default?: boolean;
}

export interface ReportTemplate extends Reference {
  local_id: string;
  description: string;
  type: 'system' | 'custom';
  revision: number;
  specs_version: string;
  status: 'enabled' | 'disabled' | 'blocked';
  notes: string;
  repository: {
    id: string;
    name: string;
    repository_type: 'system' | 'custom';
    git: { url: string; tag: string };
  };
  audience: { vendor: boolean; provider: boolean };
  entrypoint: string;
  parameters: readonly ReportParameter[];
  owner: Reference;
  stats: object;
  events: object;
  renderers: readonly Renderer[];
  default_renderer: string;
}

export type ReportStatus = 'pending' | 'deploying' | 'running' | 'succeeded' | 'failed';

export interface GivenParameter {
  readonly id: string;
  readonly type: string;
  readonly value: unknown;
}

export interface Report extends Reference {
  description: string;
  revision: number;
  template: Pick<
    ReportTemplate,
    | 'id'
    | 'name'
    | 'description'
    | 'type'
    | 'specs_version'
    | 'revision'
    | 'repository'
    | 'entrypoint'
    | 'local_id'
  >;
  parameters: readonly GivenParameter[];
  renderer: string;
  status: ReportStatus;
  report_size: number | null;
  report_file: string;
  report_extension: string;
  timeout: boolean;
  failure_output: string | null;
  owner: Reference;
  schedule: { id?: string; name: string };
  progress: { value: number; max: number };
  timing: { run: string; wait: string };
  events: { created: Stamp; updated: Stamp; started?: Stamp; terminated?: Stamp };
}
