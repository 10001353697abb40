package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.parser.ast.ColumnConstraint;
import io.trefoil.sql.parser.ast.TableConstraint;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** DEFERRABLE and INITIALLY DEFERRED of a column's constraints: separate words that belong to the constraint before them. */
final class ConstraintAttributes {
    private final DdlContext context;
    private @Nullable Boolean deferrable;
    private @Nullable Boolean deferred;

    private ConstraintAttributes(DdlContext context) {
        this.context = context;
    }

    /** What is written behind the constraint before position {@code from}. */
    static TableConstraint.Timing timing(List<ColumnConstraint> written, int from) {
        boolean deferrable = false;
        boolean deferred = false;
        for (int i = from; i < written.size() && written.get(i) instanceof ColumnConstraint.AttributeWord word; i++) {
            deferrable |= word.attribute() == ColumnConstraint.Attribute.DEFERRABLE
                    || word.attribute() == ColumnConstraint.Attribute.INITIALLY_DEFERRED;
            deferred |= word.attribute() == ColumnConstraint.Attribute.INITIALLY_DEFERRED;
        }
        return new TableConstraint.Timing(deferrable, deferred, false, false);
    }

    /** 42601 for words that contradict each other or stand where they mean nothing. */
    static void check(List<ColumnConstraint> written, DdlContext context) {
        ConstraintAttributes attributes = null;
        for (ColumnConstraint constraint : written) {
            if (constraint instanceof ColumnConstraint.AttributeWord word) {
                if (attributes == null) {
                    String clause = word.attribute().name().replace('_', ' ');
                    throw error(context, "misplaced " + clause + " clause", word);
                }
                attributes.add(word);
            } else {
                boolean takes = constraint instanceof ColumnConstraint.PrimaryKey
                        || constraint instanceof ColumnConstraint.Unique
                        || constraint instanceof ColumnConstraint.References;
                attributes = takes ? new ConstraintAttributes(context) : null;
            }
        }
    }

    private void add(ColumnConstraint.AttributeWord word) {
        switch (word.attribute()) {
            case DEFERRABLE, NOT_DEFERRABLE -> {
                if (deferrable != null) {
                    throw error(context, "multiple DEFERRABLE/NOT DEFERRABLE clauses not allowed", word);
                }
                deferrable = word.attribute() == ColumnConstraint.Attribute.DEFERRABLE;
            }
            case INITIALLY_DEFERRED, INITIALLY_IMMEDIATE -> {
                if (deferred != null) {
                    throw error(context, "multiple INITIALLY IMMEDIATE/DEFERRED clauses not allowed", word);
                }
                deferred = word.attribute() == ColumnConstraint.Attribute.INITIALLY_DEFERRED;
            }
        }
        if (Boolean.TRUE.equals(deferred) && Boolean.FALSE.equals(deferrable)) {
            throw error(context, "constraint declared INITIALLY DEFERRED must be DEFERRABLE", word);
        }
    }

    private static SqlStateException error(DdlContext context, String message, ColumnConstraint.AttributeWord word) {
        return Messages.at(context, SqlState.SYNTAX_ERROR, message, word.position());
    }
}
