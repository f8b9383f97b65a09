import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { asObject } from './body.ts';
import {
  AFTERWARDS,
  destroyed,
  type Fault,
  type FaultKind,
  garbled,
  type HostName,
  KINDS,
  replaced,
  strike,
  truncated,
} from './faults.ts';
import { later } from './world/durations.ts';
import type { World } from './world/world.ts';

export type { Fault } from './faults.ts';

/** A call that a server received, and what it answered. */
export interface Call {
  host: HostName;
  method: string;
  path: string;
  query: string;
  /** The key's id or the scheme alone: never a secret. */
  authorization: string;
  /** The client's name for itself. */
  agent: string;
  body: unknown;
  status: number;
  ms: number;
  answer: unknown;
  /** What befell the call, if a fault did. */
  fault?: FaultKind;
  /** The body and the answer are no longer kept. */
  isShortened?: boolean;
}

/** A call that waits to be carried out. */
export interface WaitingCall {
  readonly host: HostName;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: unknown;
  /** The caller's own port: calls of one connection have the same. */
  readonly port: number;
}

/** What each call waits for, before it is carried out. @returns what befalls it, if anything. */
export type Gate = (call: WaitingCall) => Promise<Fault | undefined>;

const MAX_CALLS = 10_000;
/** Of so many calls the bodies are kept too: whole pages of lists would fill the memory. */
const MAX_WHOLE = 500;

const fits = (fault: Fault, host: HostName, method: string, path: string): boolean => {
  if (fault.host !== host || fault.times <= 0) return false;
  if (fault.method && fault.method.toUpperCase() !== method) return false;
  const expression = /^\/(.+)\/$/.exec(fault.path);
  return expression?.[1] && /[\\^$*+?.()|[\]{}]/.test(expression[1])
    ? new RegExp(expression[1]).test(path)
    : path.startsWith(fault.path);
};

const isPattern = (path: string): boolean => {
  try {
    new RegExp(/^\/(.+)\/$/.exec(path)?.[1] ?? '');
    return true;
  } catch {
    return false;
  }
};

const masked = (authorization: string | undefined): string => {
  const [scheme = '', rest = ''] = (authorization ?? '').split(' ');
  return /^SU-[\d-]+/.exec(rest)?.[0] ? `${scheme} ${/^SU-[\d-]+/.exec(rest)?.[0]}` : scheme;
};

const asJson = (text: unknown): unknown => {
  if (typeof text !== 'string') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** Who is told of each call of every sandbox in this process, whole, as it ends. */
export const observers = new Set<(call: Call) => void>();

/** Faults to come and calls received, for both servers. */
export class Control {
  faults: Fault[] = [];
  calls: Call[] = [];
  readonly #gate: Gate | undefined;

  constructor(gate?: Gate) {
    this.#gate = gate;
  }

  /**
   * Adds a fault from a request's body.
   * @throws Error in a sentence when it can't be understood.
   */
  add(given: Partial<Fault>): Fault {
    const {
      host = 'connect',
      path = '/',
      kind = 'status',
      times = 1,
      status = kind === 'html' ? 502 : 500,
    } = given;
    if (!KINDS.includes(kind)) throw new Error(`kind has to be one of: ${KINDS.join(', ')}.`);
    if (host !== 'connect' && host !== 'tenant') throw new Error('host has to be connect or tenant.');
    if (typeof path !== 'string' || !isPattern(path))
      throw new Error('path has to be a text, or an expression between slashes.');
    if (!Number.isInteger(times) || times < 1) throw new Error('times has to be a whole number from 1.');
    if (!Number.isInteger(status) || status < 100 || status > 599)
      throw new Error('status has to be an HTTP status.');
    const fault = { ...given, host, path, kind, times, status };
    this.faults.push(fault);
    return fault;
  }

  /** Records calls of a server, and lets faults happen to them. @param base the path before the API's own. */
  watch(app: FastifyInstance, host: HostName, base: string): void {
    const pending = new WeakMap<FastifyRequest, Fault>();
    const answers = new WeakMap<FastifyRequest, unknown>();
    const pathOf = (request: FastifyRequest) => (request.raw.url?.split('?')[0] ?? '').slice(base.length);

    // Once the body is read, so that the log has what was sent, whatever befalls the call.
    app.addHook('preHandler', async (request, reply) => {
      const { method, body } = request;
      const path = pathOf(request);
      const query = request.raw.url?.split('?').slice(1).join('?') ?? '';
      const port = request.socket.remotePort ?? 0;
      const decided = await this.#gate?.({ host, method, path, query, body, port });
      const fault = decided ?? this.faults.find((one) => fits(one, host, method, path));
      if (!fault) return;
      fault.times -= 1;
      this.#struck.set(request, fault.kind);
      if (AFTERWARDS.has(fault.kind)) {
        pending.set(request, fault);
        return;
      }
      // Where no answer comes, nothing will be told of the call.
      if (fault.kind === 'reset' || fault.kind === 'hang')
        this.#record(host, path, request, undefined, undefined);
      await strike(fault, request, reply);
    });
    app.addHook('onSend', async (request, reply, payload) => {
      answers.set(request, asJson(payload));
      const fault = pending.get(request);
      if (!fault) return payload;
      if (fault.kind === 'garble') return garbled(reply, asJson(payload), fault.id);
      // What was refused stays so.
      if (fault.kind === 'replace') return reply.statusCode < 400 ? replaced(fault, reply) : payload;
      if (fault.kind === 'truncate') return truncated(request, reply, String(payload ?? ''));
      // The connection ends here, so neither a response nor an abort will be told of.
      this.#record(host, pathOf(request), request, undefined, answers.get(request));
      return destroyed(request);
    });
    app.addHook('onResponse', async (request, reply) =>
      this.#record(host, pathOf(request), request, reply, answers.get(request)),
    );
    // A call whose connection was cut never gets to its response.
    app.addHook('onRequestAbort', async (request) =>
      this.#record(host, pathOf(request), request, undefined, answers.get(request)),
    );
  }

  readonly #recorded = new WeakSet<FastifyRequest>();
  readonly #struck = new WeakMap<FastifyRequest, FaultKind>();

  #record(
    host: HostName,
    path: string,
    request: FastifyRequest,
    reply: FastifyReply | undefined,
    answer: unknown,
  ): void {
    if (this.#recorded.has(request)) return;
    this.#recorded.add(request);
    const fault = this.#struck.get(request);
    const call: Call = {
      host,
      method: request.method,
      path,
      query: request.raw.url?.split('?').slice(1).join('?') ?? '',
      authorization: masked(request.headers.authorization),
      agent: request.headers['user-agent'] ?? '',
      body: request.body ?? null,
      status: reply?.statusCode ?? 0,
      ms: Math.round(reply?.elapsedTime ?? 0),
      answer: answer ?? null,
      ...(fault ? { fault } : {}),
    };
    this.calls.push(call);
    for (const observe of observers) observe({ ...call });
    const old = this.calls[this.calls.length - 1 - MAX_WHOLE];
    if (old) Object.assign(old, { body: null, answer: null, isShortened: true });
    if (this.calls.length > MAX_CALLS) this.calls.shift();
  }
}

/** The control endpoint: sets faults, reports calls and moves the clock. Outside of the API that it controls. */
export const controlRoutes = (app: FastifyInstance, control: Control, world: World): void => {
  app.get('/__control/calls', async () => control.calls);
  app.delete('/__control/calls', async () => {
    control.calls = [];
    return {};
  });
  const { clock } = world;
  const shown = () => ({ now: new Date(clock.now()).toISOString() });
  app.get('/__control/clock', async () => shown());
  app.post('/__control/clock', async (request, reply) => {
    try {
      const { advance } = asObject(request.body);
      clock.moveTo(later(clock.now(), String(advance ?? '')));
    } catch (error) {
      return reply.code(400).send({ error: (error as Error).message });
    }
    world.wake();
    world.onChange();
    return shown();
  });
  app.get('/__control/faults', async () => control.faults);
  app.post('/__control/faults', async (request, reply) => {
    try {
      return control.add((request.body ?? {}) as Partial<Fault>);
    } catch (error) {
      return reply.code(400).send({ error: (error as Error).message });
    }
  });
  app.delete('/__control/faults', async () => {
    control.faults = [];
    return {};
  });
};
