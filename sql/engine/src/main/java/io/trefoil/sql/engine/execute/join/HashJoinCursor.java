package io.trefoil.sql.engine.execute.join;

import io.trefoil.sql.engine.algebra.JoinKind;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.OperatorReport;
import io.trefoil.sql.engine.execute.RowCursor;
import io.trefoil.sql.engine.execute.row.Rows;
import io.trefoil.sql.engine.execute.spill.SpillFile;
import io.trefoil.sql.engine.execute.spill.SpillPartitions;
import io.trefoil.sql.engine.execute.spill.SpillSegment;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One run of a hash join. Phases: build the table of a right side; ask it for each left row; yield unmatched right rows;
 * then the same for the next pair of partitions, if there are any.
 */
final class HashJoinCursor implements RowCursor {
    private final HashJoin join;
    private final ExecutionContext context;
    private final RowCursor leftRows;
    private final RowCursor rightRows;
    private final JoinTable table;
    private final @Nullable Object[] probe;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private @Nullable SpillFile file;

    private boolean started;
    private boolean ended;
    private @Nullable Source left;
    private JoinTable.@Nullable Unmatched unmatched;

    private @Nullable Object @Nullable [] leftRow;
    private JoinTable.@Nullable BuildRow candidate;
    private boolean leftMatched;
    private int batches;
    private long bytesMax;

    /** Where rows come from: an input or a partition of it. */
    private interface Source {
        @Nullable
        Object @Nullable [] next();
    }

    private record Pending(
            @Nullable SpillSegment left, @Nullable SpillSegment right, int level) {}

    HashJoinCursor(HashJoin join, ExecutionContext context) {
        this.join = join;
        this.context = context;
        this.leftRows = join.left.open(context);
        this.rightRows = join.right.open(context);
        this.table = new JoinTable(join.keyTypes);
        this.probe = new @Nullable Object[join.keyTypes.count()];
    }

    @Override
    public @Nullable Object @Nullable [] next() {
        if (!started) {
            started = true;
            start();
        }
        while (!ended) {
            if (leftRow != null) {
                @Nullable Object[] result = nextMatch(leftRow);
                if (result != null) {
                    return result;
                }
                leftRow = null;
            } else if (left != null) {
                @Nullable Object[] result = nextLeft(left);
                if (result != null) {
                    return result;
                }
            } else if (unmatched != null) {
                @Nullable Object[] row = unmatched.next();
                if (row != null) {
                    return join.shape.rightOnly(row);
                }
                unmatched = null;
            } else if (!startNextPartition()) {
                ended = true;
            }
        }
        return null;
    }

    /** Moves to the next left row; answers a result row when that row cannot have a match at all. */
    private @Nullable Object @Nullable [] nextLeft(Source source) {
        @Nullable Object[] row = source.next();
        if (row == null) {
            left = null;
            unmatched = join.shape.keepsRight() ? table.unmatched() : null;
            return null;
        }
        context.rowPassed();
        Rows.evaluateInto(join.leftKeys, row, context, probe);
        candidate = join.canMatch(probe) ? table.find(probe, join.keyTypes.hash(probe)) : null;
        if (candidate == null) {
            return join.shape.keepsLeft() ? join.shape.leftOnly(row) : null;
        }
        leftRow = row;
        leftMatched = false;
        return null;
    }

    private @Nullable Object @Nullable [] nextMatch(@Nullable Object[] row) {
        for (JoinTable.BuildRow found = candidate; found != null; found = found.next) {
            @Nullable
            Object[] both =
                    join.residual == null && join.shape.firstMatchDecides() ? row : join.shape.both(row, found.row);
            if (Rows.holds(join.residual, both, context)) {
                found.matched = true;
                leftMatched = true;
                if (join.shape.firstMatchDecides()) {
                    candidate = null;
                    return join.shape.kind() == JoinKind.SEMI ? row : null;
                }
                candidate = found.next;
                return both;
            }
        }
        candidate = null;
        if (leftMatched || !join.shape.keepsLeft()) {
            return null;
        }
        leftMatched = true;
        return join.shape.leftOnly(row);
    }

    private void start() {
        SpillPartitions rightParts = build(rightRows::next, 0);
        rightRows.close();
        if (rightParts != null) {
            partitionLeft(leftRows::next, rightParts, 0);
        } else if (table.isEmpty() && !join.shape.keepsLeft()) {
            ended = true;
        } else {
            left = leftRows::next;
        }
    }

    /** Fills the table; when it grows too large, everything goes to partitions and the table stays empty. */
    private @Nullable SpillPartitions build(Source source, int level) {
        SpillPartitions parts = null;
        for (@Nullable Object[] row = source.next(); row != null; row = source.next()) {
            context.rowPassed();
            Rows.evaluateInto(join.rightKeys, row, context, probe);
            if (!join.canMatch(probe) && !join.shape.keepsRight()) {
                continue;
            }
            int hash = join.keyTypes.hash(probe);
            if (parts != null) {
                parts.add(row, hash);
                continue;
            }
            table.add(probe, hash, row);
            if (table.bytes() > context.resources().workMemoryBytes() && SpillPartitions.divisible(level)) {
                parts = new SpillPartitions(openFile(), level);
                table.forEach(parts::add);
                table.clear();
            }
        }
        if (parts == null) {
            batches++;
            bytesMax = Math.max(bytesMax, table.bytes());
        }
        return parts;
    }

    private void partitionLeft(Source source, SpillPartitions rightParts, int level) {
        rightParts.finish();
        SpillPartitions leftParts = new SpillPartitions(openFile(), level);
        // rows that cannot match still have a hash; they find nothing in their partition
        for (@Nullable Object[] row = source.next(); row != null; row = source.next()) {
            context.rowPassed();
            Rows.evaluateInto(join.leftKeys, row, context, probe);
            if (join.canMatch(probe) || join.shape.keepsLeft()) {
                leftParts.add(row, join.keyTypes.hash(probe));
            }
        }
        leftParts.finish();
        for (int i = SpillPartitions.COUNT - 1; i >= 0; i--) {
            SpillSegment leftPart = leftParts.part(i);
            SpillSegment rightPart = rightParts.part(i);
            if (leftPart != null && (rightPart != null || join.shape.keepsLeft())
                    || rightPart != null && join.shape.keepsRight()) {
                pending.push(new Pending(leftPart, rightPart, level));
            }
        }
    }

    private boolean startNextPartition() {
        Pending part = pending.poll();
        if (part == null) {
            return false;
        }
        table.clear();
        Source nothing = () -> null;
        Source leftPart = part.left == null ? nothing : part.left.reader()::next;
        Source rightPart = part.right == null ? nothing : part.right.reader()::next;
        SpillPartitions rightParts = build(rightPart, part.level + 1);
        if (rightParts != null) {
            partitionLeft(leftPart, rightParts, part.level + 1);
        } else {
            left = leftPart;
        }
        return true;
    }

    private SpillFile openFile() {
        SpillFile open = file;
        if (open == null) {
            open = new SpillFile(context.resources().temporaryDirectory());
            file = open;
        }
        return open;
    }

    @Override
    public @Nullable OperatorReport report() {
        return started
                ? new OperatorReport.Hashed(table.buckets(), batches, bytesMax, file == null ? 0 : file.size())
                : null;
    }

    @Override
    public void close() {
        leftRows.close();
        rightRows.close();
        if (file != null) {
            file.close();
        }
    }
}
