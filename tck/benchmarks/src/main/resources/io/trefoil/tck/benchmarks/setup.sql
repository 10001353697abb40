DROP TABLE IF EXISTS bench_rows;
CREATE TABLE bench_rows (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, number int NOT NULL, body text);
