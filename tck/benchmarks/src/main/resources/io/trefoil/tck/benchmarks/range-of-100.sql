\set aid random(1, 100000 * :scale - 100)
SELECT aid, bid, abalance FROM pgbench_accounts WHERE aid BETWEEN :aid AND :aid + 99;
