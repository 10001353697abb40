# First program of the bank tutorial: create the table, insert two accounts, print the balances.
import sys

import psycopg2

host, port, user, database = sys.argv[1:5]
conn = psycopg2.connect(database=database, user=user, host=host, port=port, sslmode="disable")

# Each statement commits at once.
conn.set_session(autocommit=True)
cur = conn.cursor()
cur.execute("CREATE TABLE IF NOT EXISTS accounts (id INT PRIMARY KEY, balance INT)")
cur.execute("INSERT INTO accounts (id, balance) VALUES (1, 1000), (2, 250)")
cur.execute("SELECT id, balance FROM accounts")
print("Initial balances:")
for row in cur.fetchall():
    print([str(cell) for cell in row])
cur.close()
conn.close()
