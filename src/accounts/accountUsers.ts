import { ConnectError } from '../connect/errors.ts';
import { dropdown } from '../zapier/dropdown.ts';

/** The hidden trigger behind the dropdowns for people: the users of the connection's own account. */
export const accountUsers = dropdown({
  key: 'account_users',
  noun: 'User',
  label: 'List Account Users',
  description: 'Triggers when a user is added to the account. It fills the dropdowns for people.',
  sample: { id: 'UR-841-574-187', name: 'Robin Sample', email: 'robin@example.com' },
  choices: async (connect, _data, page) => {
    // The first account is the one that the key belongs to.
    const { rows } = await connect.accounts.list({ limit: 1 });
    const [account] = rows;
    if (!account) throw new ConnectError('fix', 'Connect shows no account to this connection.');
    const users = await connect.accountUsers(account.id).list(page);
    return users.rows.map(({ id, name, email }) => ({ id, name: name || email || id, email: email ?? '' }));
  },
});
