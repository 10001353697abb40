\set n random(1, 1000000)
INSERT INTO bench_rows (number, body) VALUES (:n, 'the text of a row that is not very long');
