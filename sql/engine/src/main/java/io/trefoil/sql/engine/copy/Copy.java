package io.trefoil.sql.engine.copy;

import io.trefoil.sql.api.CopyShape;
import io.trefoil.sql.api.CopySource;
import io.trefoil.sql.api.ResponseSink;
import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Privilege;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.builtin.Identifiers;
import io.trefoil.sql.engine.algebra.OutputColumn;
import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.bind.ParameterTypes;
import io.trefoil.sql.engine.bind.Privileges;
import io.trefoil.sql.engine.bind.RelationNames;
import io.trefoil.sql.engine.bind.StatementBinder;
import io.trefoil.sql.engine.ddl.DdlContext;
import io.trefoil.sql.engine.execute.RowCursor;
import io.trefoil.sql.parser.SqlParser;
import io.trefoil.sql.parser.ast.CopyStatement;
import io.trefoil.sql.parser.ast.DataModification;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.SelectStatement;
import io.trefoil.sql.parser.ast.Statement;
import io.trefoil.sql.storage.LockWait;
import io.trefoil.sql.storage.SpaceLock;
import io.trefoil.sql.storage.StorageException;
import io.trefoil.sql.types.ByteArraySink;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The door of COPY. */
public final class Copy {
    private static final int FILE_CHUNK = 1 << 16;

    private Copy() {}

    /** Runs the statement and answers its tag. Input that was read cannot be read again: a conflict is for the client. */
    public static String run(CopyStatement copy, DdlContext context, ResponseSink sink) {
        CopyOptions options = CopyOptions.of(copy.options(), copy.from());
        if (copy.program()) {
            throw new SqlStateException(SqlState.FEATURE_NOT_SUPPORTED, "COPY with PROGRAM is not supported");
        }
        if (copy.file() != null && !context.role().superuser()) {
            throw new SqlStateException(
                            SqlState.INSUFFICIENT_PRIVILEGE,
                            "must be superuser or have privileges of the pg_read_server_files role to COPY from a file")
                    .withHint("Anyone can COPY to stdout or from stdin. psql's \\copy command also works for anyone.");
        }
        try {
            return "COPY " + (copy.from() ? from(copy, context, options, sink) : to(copy, context, options, sink));
        } catch (StorageException.StatementRetry retry) {
            throw new StorageException.TransactionRetry(StorageException.TransactionRetry.Why.WRITE_CHANGED, 0, null);
        }
    }

    // FROM

    private static long from(CopyStatement copy, DdlContext context, CopyOptions options, ResponseSink sink) {
        QualifiedName name = copy.table();
        if (name == null) {
            throw new SqlStateException(SqlState.SYNTAX_ERROR, "COPY query cannot be used with FROM");
        }
        Table table = table(name, context, Privilege.INSERT);
        List<Column> columns = columns(table, copy.columns());
        checkMentioned(options, columns, copy.from());
        context.transaction().lockSpace(table.spaceId(), SpaceLock.WRITE_INTENT, LockWait.BLOCK);
        context.requireCurrentCatalog();
        CopyFrom from = new CopyFrom(copy, context, options, table, columns);
        String file = copy.file();
        if (file == null) {
            return from.run(sink.copyIn(new CopyShape(options.format() == CopyOptions.Format.BINARY, columns.size())));
        }
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            return from.run(source(in));
        } catch (IOException e) {
            throw new SqlStateException(
                    SqlState.UNDEFINED_FILE, "could not open file \"" + file + "\" for reading: " + reason(e));
        }
    }

    private static String reason(IOException e) {
        return e instanceof java.nio.file.NoSuchFileException
                ? "No such file or directory"
                : String.valueOf(e.getMessage());
    }

    private static CopySource source(InputStream in) {
        byte[] buffer = new byte[FILE_CHUNK];
        return () -> {
            try {
                int length = in.read(buffer);
                return length < 0 ? null : Arrays.copyOf(buffer, length);
            } catch (IOException e) {
                throw new SqlStateException(SqlState.IO_ERROR, "could not read from COPY file: " + e.getMessage());
            }
        };
    }

    private static Table table(QualifiedName name, DdlContext context, Privilege privilege) {
        RelationNames.Target target = RelationNames.require(context.binding(), name);
        if (target instanceof RelationNames.Target.User user && user.relation() instanceof Table table) {
            Privileges.require(context.catalog(), context.role(), table, privilege);
            return table;
        }
        throw new SqlStateException(
                        SqlState.WRONG_OBJECT_TYPE,
                        privilege == Privilege.INSERT
                                ? "cannot copy to non-table relation \"" + name.name() + "\""
                                : "cannot copy from non-table relation \"" + name.name() + "\"")
                .withHint(privilege == Privilege.SELECT ? "Try the COPY (SELECT ...) TO variant." : null);
    }

    private static List<Column> columns(Table table, List<String> names) {
        List<Column> columns = new ArrayList<>();
        if (names.isEmpty()) {
            table.columns().stream()
                    .filter(column -> !column.dropped() && !column.generated())
                    .forEach(columns::add);
            return columns;
        }
        for (String name : names) {
            Column column = table.findColumn(name)
                    .orElseThrow(() -> new SqlStateException(
                            SqlState.UNDEFINED_COLUMN,
                            "column \"" + name + "\" of relation \"" + table.name() + "\" does not exist"));
            if (columns.contains(column)) {
                throw new SqlStateException(
                        SqlState.DUPLICATE_COLUMN, "column \"" + name + "\" specified more than once");
            }
            if (column.generated()) {
                throw new SqlStateException(
                                SqlState.INVALID_COLUMN_REFERENCE, "column \"" + name + "\" is a generated column")
                        .withDetail("Generated columns cannot be used in COPY.");
            }
            columns.add(column);
        }
        return columns;
    }

    private static void checkMentioned(CopyOptions options, List<Column> columns, boolean from) {
        for (String name : options.mentionedColumns()) {
            if (columns.stream().noneMatch(column -> column.name().equals(name))) {
                throw new SqlStateException(
                        SqlState.INVALID_COLUMN_REFERENCE,
                        (from ? "FORCE_NOT_NULL" : "FORCE_QUOTE") + " column \"" + name + "\" not referenced by COPY");
            }
        }
    }

    // TO

    private static long to(CopyStatement copy, DdlContext context, CopyOptions options, ResponseSink sink) {
        if (copy.file() != null) {
            throw new SqlStateException(SqlState.FEATURE_NOT_SUPPORTED, "COPY TO a file of the server is not supported")
                    .withHint("Use COPY TO STDOUT, or psql's \\copy command.");
        }
        StatementBinder.Bound bound = bind(copy, context);
        List<OutputColumn> columns = bound.rel().columns();
        Plan plan = context.plan(bound.rel());
        CopyRowWriter writer =
                new CopyRowWriter(options, columns, context.binding().textFormat());
        ByteArraySink out = new ByteArraySink(1024);
        long rows = 0;
        try (RowCursor cursor = context.compiler().compile(plan).open(context.execution())) {
            sink.copyOut(new CopyShape(options.format() == CopyOptions.Format.BINARY, columns.size()));
            writer.start(columns, out);
            boolean headerAlone = options.format() != CopyOptions.Format.BINARY;
            if (headerAlone) {
                flush(out, sink);
            }
            for (@Nullable Object[] row = cursor.next(); row != null; row = cursor.next()) {
                writer.row(row, out);
                flush(out, sink);
                rows++;
            }
            writer.end(out);
            flush(out, sink);
            sink.copyDone();
        }
        return rows;
    }

    private static void flush(ByteArraySink out, ResponseSink sink) {
        if (out.size() > 0) {
            sink.copyData(out.array(), 0, out.size());
            out.clear();
        }
    }

    private static StatementBinder.Bound bind(CopyStatement copy, DdlContext context) {
        Statement query = copy.query();
        ParameterTypes none = ParameterTypes.none();
        QualifiedName name = copy.table();
        if (name != null) {
            Table table = table(name, context, Privilege.SELECT);
            String list = columns(table, copy.columns()).stream()
                    .map(column -> Identifiers.quote(column.name()))
                    .collect(Collectors.joining(", "));
            String from = name.parts().stream().map(Identifiers::quote).collect(Collectors.joining("."));
            String sql = "SELECT " + list + " FROM " + from;
            return StatementBinder.bind(
                    context.binding(),
                    (SelectStatement) SqlParser.parse(sql).get(0).statement(),
                    none,
                    sql);
        }
        return switch (query) {
            case SelectStatement select -> StatementBinder.bind(context.binding(), select, none, context.sql());
            case DataModification change
            when returns(change) -> StatementBinder.bind(context.binding(), change, none, context.sql());
            case DataModification change ->
                throw new SqlStateException(SqlState.FEATURE_NOT_SUPPORTED, "COPY query must have a RETURNING clause");
            case null, default ->
                throw new SqlStateException(
                        SqlState.FEATURE_NOT_SUPPORTED, "COPY query must be a SELECT or a data change");
        };
    }

    private static boolean returns(DataModification change) {
        return switch (change) {
            case DataModification.Insert insert -> !insert.returning().isEmpty();
            case DataModification.Update update -> !update.returning().isEmpty();
            case DataModification.Delete delete -> !delete.returning().isEmpty();
            case DataModification.Merge merge -> false;
        };
    }
}
