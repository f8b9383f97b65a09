import type { Agent, ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import { isLoopback, publicLookup } from './addresses.ts';

// The bare modules: importing them by name makes Node look at every name that they have.
const http = process.getBuiltinModule('node:http');
const https = process.getBuiltinModule('node:https');

/** Free sockets are closed before a server would do it, ms: a write must not meet one that is just being closed. */
const MAX_IDLE = 1_500;

/** What Node calls on an agent for each request; its types leave it out. */
interface Adding {
  addRequest(request: ClientRequest, options: object): void;
}

/** The socket of one call, watched. */
export interface Watched {
  /** For the call alone; the sockets behind it are shared. */
  readonly agent: Agent;
  /** Whether anything of the call can have reached the server; undefined when there is no telling. */
  readonly reached: boolean | undefined;
  /** Ends watching. */
  stop(): void;
}

/** The connections of one step: its calls share them, so that each host is connected to once; they end with it. */
export class Sockets {
  readonly #agents = new Map<string, Agent>();

  /** @param isForeign whether the address came from elsewhere: its name must lead to public addresses. */
  #agentFor(url: URL, isForeign: boolean): Agent {
    const guarded = isForeign && !isLoopback(url);
    const name = `${url.protocol}${guarded}`;
    const known = this.#agents.get(name);
    if (known) return known;
    const { Agent: Kind } = url.protocol === 'https:' ? https : http;
    const options = { keepAlive: true, timeout: MAX_IDLE, ...(guarded ? { lookup: publicLookup } : {}) };
    const agent = new Kind(options);
    this.#agents.set(name, agent);
    return agent;
  }

  /**
   * An agent for one call that tells what becomes of its socket. Core's fetch never settles when a connection is cut
   * in the middle of a body, so that somebody has to look.
   * @param onClose called when the socket closes while it is watched.
   */
  watch(url: URL, isForeign: boolean, onClose: () => void): Watched {
    const shared = this.#agentFor(url, isForeign) as Agent & Adding;
    let socket: Socket | undefined;
    let reached: boolean | undefined;
    const onReady = () => {
      reached = true;
    };
    const onSocket = (given: Socket & { secureConnecting?: boolean }) => {
      socket = given;
      reached = !given.connecting && !given.secureConnecting;
      given.once(given.secureConnecting === undefined ? 'connect' : 'secureConnect', onReady);
      given.once('close', onClose);
    };
    const addRequest: Adding['addRequest'] = (request, options) => {
      request.once('socket', onSocket);
      shared.addRequest(request, options);
    };
    return {
      agent: Object.create(shared, { addRequest: { value: addRequest } }) as Agent,
      get reached() {
        return reached;
      },
      stop: () => {
        socket?.off('close', onClose);
        socket?.off('connect', onReady);
        socket?.off('secureConnect', onReady);
      },
    };
  }

  /** Closes all connections. */
  close(): void {
    for (const agent of this.#agents.values()) agent.destroy();
    this.#agents.clear();
  }
}
