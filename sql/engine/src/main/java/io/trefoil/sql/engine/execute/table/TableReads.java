package io.trefoil.sql.engine.execute.table;

import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.expression.ExpressionCompiler;
import io.trefoil.sql.records.index.IndexFormat;
import io.trefoil.sql.records.key.KeyFormat;
import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.LockMode;
import io.trefoil.sql.storage.ReadHabit;
import org.jspecify.annotations.Nullable;

/** Chooses how a {@link Plan.TableRead} is run. */
public final class TableReads {
    private TableReads() {}

    /**
     * Compiles a read.
     *
     * @param access how rows are read. Its lock is taken on the rows of point reads before they are read, so that an UPDATE
     *     or DELETE above need not lock and read again; scans never lock: see {@link #locks}
     * @param habit of a query whose transaction may write later what it reads here by whole keys, or null
     */
    public static Executable compile(
            Plan.TableRead read, Access access, @Nullable ReadHabit habit, ExpressionCompiler expressions) {
        TableFormat format = new TableFormat(read.table());
        Index index = secondary(read.path());
        if (index == null) {
            return compileTable(read, format, access, habit, expressions);
        }
        IndexFormat entries = IndexFormats.of(read.table(), index);
        if (read.coveringIndex()) {
            return new CoveringRead(read, index, withoutLock(access), expressions);
        }
        RowAssembler rows = new RowAssembler(read, format, expressions);
        if (read.path() instanceof Plan.AccessPath.Point point && isWholeUniqueKey(index, point)) {
            Evaluator[] key = expressions.compile(point.key());
            return new PointRead(
                    format.space(), access, habit, rows, new PointRead.ByUniqueIndex(index.spaceId(), entries, key));
        }
        PathKeys.Ranges ranges = PathKeys.ranges(read.path(), index.spaceId(), entries.keys(), expressions);
        return new IndexRead(
                ranges,
                PathKeys.reverse(read.path()),
                entries,
                format.space(),
                locks(read) ? access : withoutLock(access),
                rows);
    }

    private static Executable compileTable(
            Plan.TableRead read,
            TableFormat format,
            Access access,
            @Nullable ReadHabit habit,
            ExpressionCompiler expressions) {
        RowAssembler rows = new RowAssembler(read, format, expressions);
        KeyFormat keys = format.keyFormat();
        if (keys != null
                && read.path() instanceof Plan.AccessPath.Point point
                && point.key().size() == keys.columns().size()) {
            Evaluator[] key = expressions.compile(point.key());
            return new PointRead(format.space(), access, habit, rows, context -> PathKeys.point(keys, key, context));
        }
        if (keys != null
                && read.path() instanceof Plan.AccessPath.Points points
                && points.prefix().size() + 1 == keys.columns().size()) {
            Evaluator[] prefix = expressions.compile(points.prefix());
            Evaluator array = expressions.compile(points.array());
            return new PointsRead(
                    format.space(), access, habit, rows, context -> PathKeys.points(keys, prefix, array, context));
        }
        PathKeys.Ranges ranges = PathKeys.ranges(read.path(), format.space(), keys, expressions);
        return new RangeRead(ranges, PathKeys.reverse(read.path()), withoutLock(access), rows);
    }

    /** The index of a path, null when it is the table itself (also by the name of its primary key's index). */
    private static @Nullable Index secondary(Plan.AccessPath path) {
        Index index = path.index();
        return index == null || index.spaceId() == 0 ? null : index;
    }

    private static boolean isWholeUniqueKey(Index index, Plan.AccessPath.Point point) {
        return index.unique() && point.key().size() == index.keys().size();
    }

    /** Whether a read takes the lock it is compiled with: it visits few rows, all of which are wanted. */
    public static boolean locks(Plan.TableRead read) {
        if (read.coveringIndex()) {
            return false;
        }
        Index index = secondary(read.path());
        return switch (read.path()) {
            case Plan.AccessPath.Point point ->
                index == null ? point.key().size() == read.table().primaryKey().size() : isWholeUniqueKey(index, point);
            case Plan.AccessPath.Points points ->
                index == null
                        && points.prefix().size() + 1
                                == read.table().primaryKey().size();
            case Plan.AccessPath.Range range -> false;
            case Plan.AccessPath.All all -> false;
        };
    }

    private static Access withoutLock(Access access) {
        return access.lock() == null ? access : Access.READ;
    }

    /** The access for a read under a lock. */
    public static Access access(@Nullable LockMode lock) {
        return switch (lock) {
            case null -> Access.READ;
            case KEY_SHARE -> Access.FOR_KEY_SHARE;
            case SHARE -> Access.FOR_SHARE;
            case NO_KEY_UPDATE -> Access.FOR_NO_KEY_UPDATE;
            case UPDATE -> Access.FOR_UPDATE;
        };
    }
}
