package io.trefoil.launcher;

import io.trefoil.launcher.server.ServerOptions;
import io.trefoil.launcher.server.TrefoilServer;
import io.trefoil.launcher.shell.ConnectionOptions;
import io.trefoil.launcher.shell.ServerConnection;
import io.trefoil.launcher.shell.SqlShell;
import io.trefoil.sql.storage.StoreLocation;
import io.trefoil.wire.server.ServerConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * {@code trefoil warm-up}: does once what a server and a client usually do, on a store that is thrown away. The launcher
 * script runs it after a build to record which classes are needed, so that later starts load them from one archive.
 */
@Command(name = "warm-up", hidden = true, description = "Record what a start needs (used by the launcher script).")
final class WarmUpCommand implements Callable<Integer> {
    private static final List<String> STATEMENTS = List.of(
            "create table warm (id int primary key, name text not null, amount numeric(10,2), at timestamptz default"
                    + " now())",
            "create index on warm (name)",
            "insert into warm (id, name, amount) values (1, 'a', 1.5), (2, 'b', null), (3, 'c', 7)",
            "insert into warm (id, name) select g, 'n' || g from generate_series(10, 200) g",
            "select * from warm where id = 2",
            "select name, count(*), sum(amount) from warm where id > 1 group by name order by 2 desc, 1 limit 5",
            "select a.id, b.name from warm a join warm b on a.id = b.id + 1 left join warm c on c.id = b.id where"
                    + " a.name like 'n%'",
            "update warm set amount = coalesce(amount, 0) + 1 where id < 12",
            "begin; savepoint s; delete from warm where id = 1; rollback to s; commit",
            "explain select * from warm where name = 'a'",
            "copy warm to stdout",
            "select nosuch from warm",
            "\\d warm",
            "\\dt",
            "\\l",
            "drop table warm");

    @Override
    public Integer call() throws IOException, SQLException {
        Path directory = Files.createTempDirectory("trefoil-warm-up");
        try {
            warmUp(StoreLocation.directory(directory));
            warmUp(StoreLocation.parse("mem"));
            return 0;
        } finally {
            delete(directory);
        }
    }

    private static void warmUp(StoreLocation store) throws SQLException {
        LogFormat.install();
        ServerConfiguration wire = ServerConfiguration.of("127.0.0.1", 0, true, Optional.empty());
        try (TrefoilServer server = TrefoilServer.start(new ServerOptions(store, 8L << 20, wire));
                ServerConnection connection =
                        ConnectionOptions.local(server.address().getPort()).connect()) {
            SqlShell shell = SqlShell.open(
                    connection,
                    "table",
                    InputStream.nullInputStream(),
                    OutputStream.nullOutputStream(),
                    OutputStream.nullOutputStream());
            for (String statement : STATEMENTS) {
                shell.runAll(List.of(statement));
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
