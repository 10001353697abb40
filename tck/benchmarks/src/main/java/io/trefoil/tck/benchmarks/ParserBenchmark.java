package io.trefoil.tck.benchmarks;

import io.trefoil.sql.parser.ParsedStatement;
import io.trefoil.sql.parser.SqlParser;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** How long text takes to become a tree. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ParserBenchmark {
    private static final String JOIN = """
        select c.name, count(*) as orders, sum(o.amount * (1 - o.discount)) as revenue
        from customer c join orders o on o.customer_id = c.id left join region r on r.id = c.region_id
        where o.at >= date '2024-01-01' and o.at < date '2025-01-01' and r.name in ('north', 'south')
          and not exists (select 1 from blocked b where b.id = c.id)
        group by c.name having count(*) > 5 order by revenue desc limit 10\
        """;

    @Benchmark
    public List<ParsedStatement> pointSelect() {
        return SqlParser.parse("SELECT abalance FROM pgbench_accounts WHERE aid = 12345");
    }

    @Benchmark
    public List<ParsedStatement> joinWithGrouping() {
        return SqlParser.parse(JOIN);
    }
}
