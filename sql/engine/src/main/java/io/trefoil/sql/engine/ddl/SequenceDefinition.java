package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.Sequence;
import io.trefoil.sql.engine.bind.TypeNames;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.SequenceOption;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.TypeOid;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sequence options turned into a definition, with PostgreSQL's defaults and checks (CREATE SEQUENCE). */
final class SequenceDefinition {
    private final DdlContext context;
    private @Nullable Integer typeOid;
    private @Nullable Long increment;
    private @Nullable Long minimum;
    private @Nullable Long maximum;
    private @Nullable Long start;
    private @Nullable Long cache;
    private @Nullable Boolean cycle;
    private boolean noMinimum;
    private boolean noMaximum;
    private boolean restart;
    private @Nullable Long restartWith;
    private @Nullable QualifiedName ownedBy;
    private @Nullable QualifiedName sequenceName;

    private SequenceDefinition(DdlContext context) {
        this.context = context;
    }

    /** Reads the options; 42601 {@code conflicting or redundant options} for a doubled one. */
    static SequenceDefinition of(DdlContext context, List<SequenceOption> options) {
        SequenceDefinition definition = new SequenceDefinition(context);
        Set<Class<?>> seen = new HashSet<>();
        for (SequenceOption option : options) {
            if (!seen.add(option.getClass())) {
                throw Messages.at(
                        context, SqlState.SYNTAX_ERROR, "conflicting or redundant options", option.position());
            }
            definition.read(option);
        }
        return definition;
    }

    private void read(SequenceOption option) {
        switch (option) {
            case SequenceOption.As as -> typeOid = type(as);
            case SequenceOption.Increment by -> increment = number(by.value());
            case SequenceOption.Minimum bound -> {
                minimum = bound.value() == null ? null : number(bound.value());
                noMinimum = bound.value() == null;
            }
            case SequenceOption.Maximum bound -> {
                maximum = bound.value() == null ? null : number(bound.value());
                noMaximum = bound.value() == null;
            }
            case SequenceOption.Start with -> start = number(with.value());
            case SequenceOption.Restart with -> {
                restart = true;
                restartWith = with.value() == null ? null : number(with.value());
            }
            case SequenceOption.Cache size -> cache = number(size.value());
            case SequenceOption.Cycle around -> cycle = around.cycle();
            case SequenceOption.OwnedBy column -> ownedBy = column.column();
            case SequenceOption.SequenceName name -> sequenceName = name.name();
            case SequenceOption.SetGenerated always -> {}
            case SequenceOption.Logging kept -> {}
        }
    }

    private int type(SequenceOption.As as) {
        int oid = TypeNames.resolve(context.binding(), as.type()).type().oid();
        if (oid != TypeOid.INT2 && oid != TypeOid.INT4 && oid != TypeOid.INT8) {
            throw new SqlStateException(
                    SqlState.INVALID_PARAMETER_VALUE, "sequence type must be smallint, integer, or bigint");
        }
        return oid;
    }

    private static long number(String text) {
        try {
            return new BigInteger(text).longValueExact();
        } catch (NumberFormatException e) {
            throw new SqlStateException(
                    SqlState.INVALID_TEXT_REPRESENTATION, "invalid input syntax for type bigint: \"" + text + "\"", e);
        } catch (ArithmeticException e) {
            throw new SqlStateException(
                    SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "value \"" + text + "\" is out of range for type bigint", e);
        }
    }

    @Nullable
    QualifiedName ownedBy() {
        return ownedBy;
    }

    @Nullable
    QualifiedName sequenceName() {
        return sequenceName;
    }

    /** Whether RESTART was given. */
    boolean restarts() {
        return restart;
    }

    /** The value to restart with, by default the sequence's start. */
    long restartValue(Sequence sequence) {
        Long value = restartWith;
        long chosen = value == null ? sequence.start() : value;
        if (chosen < sequence.minimum()) {
            throw invalid("RESTART value (" + chosen + ") cannot be less than MINVALUE (" + sequence.minimum() + ")");
        }
        if (chosen > sequence.maximum()) {
            throw invalid(
                    "RESTART value (" + chosen + ") cannot be greater than MAXVALUE (" + sequence.maximum() + ")");
        }
        return chosen;
    }

    /** A new sequence. @param impliedType the type when AS is not given */
    Sequence create(int oid, int schemaOid, String name, int ownerOid, int impliedType) {
        Sequence none =
                new Sequence(oid, schemaOid, name, ownerOid, null, impliedType, 1, 1, 1, 1, 1, false, 0, 0, false, 0);
        return build(none, true);
    }

    /** An existing sequence with the options applied. */
    Sequence alter(Sequence sequence) {
        return build(sequence, false);
    }

    private Sequence build(Sequence old, boolean fresh) {
        int type = typeOid == null ? old.typeOid() : typeOid;
        long step = increment == null ? old.increment() : increment;
        if (step == 0) {
            throw invalid("INCREMENT must not be zero");
        }
        long lowest = lowest(type);
        long highest = highest(type);
        boolean ascending = step > 0;
        boolean typeChanged = type != old.typeOid();
        long most = maximum(old, fresh, typeChanged, ascending ? highest : -1);
        if (most < lowest || most > highest) {
            throw invalid("MAXVALUE (" + most + ") is out of range for sequence data type " + typeName(type));
        }
        long least = minimum(old, fresh, typeChanged, ascending ? 1 : lowest);
        if (least < lowest || least > highest) {
            throw invalid("MINVALUE (" + least + ") is out of range for sequence data type " + typeName(type));
        }
        if (least >= most) {
            throw invalid("MINVALUE (" + least + ") must be less than MAXVALUE (" + most + ")");
        }
        long first = start != null ? start : fresh ? (ascending ? least : most) : old.start();
        if (first < least) {
            throw invalid("START value (" + first + ") cannot be less than MINVALUE (" + least + ")");
        }
        if (first > most) {
            throw invalid("START value (" + first + ") cannot be greater than MAXVALUE (" + most + ")");
        }
        long size = cache == null ? old.cache() : cache;
        if (size <= 0) {
            throw invalid("CACHE (" + size + ") must be greater than zero");
        }
        return new Sequence(
                old.oid(),
                old.schemaOid(),
                old.name(),
                old.ownerOid(),
                old.acl(),
                type,
                first,
                step,
                least,
                most,
                size,
                cycle == null ? old.cycle() : cycle,
                old.ownedByTable(),
                old.ownedByColumn(),
                old.identity(),
                old.restarts());
    }

    private long maximum(Sequence old, boolean fresh, boolean typeChanged, long implied) {
        Long given = maximum;
        if (given != null) {
            return given;
        }
        boolean wasImplied = typeChanged && old.maximum() == highest(old.typeOid());
        return fresh || noMaximum || wasImplied ? implied : old.maximum();
    }

    private long minimum(Sequence old, boolean fresh, boolean typeChanged, long implied) {
        Long given = minimum;
        if (given != null) {
            return given;
        }
        boolean wasImplied = typeChanged && old.minimum() == lowest(old.typeOid());
        return fresh || noMinimum || wasImplied ? implied : old.minimum();
    }

    private static long lowest(int type) {
        return switch (type) {
            case TypeOid.INT2 -> Short.MIN_VALUE;
            case TypeOid.INT4 -> Integer.MIN_VALUE;
            default -> Long.MIN_VALUE;
        };
    }

    private static long highest(int type) {
        return switch (type) {
            case TypeOid.INT2 -> Short.MAX_VALUE;
            case TypeOid.INT4 -> Integer.MAX_VALUE;
            default -> Long.MAX_VALUE;
        };
    }

    private static String typeName(int type) {
        return switch (type) {
            case TypeOid.INT2 -> "smallint";
            case TypeOid.INT4 -> "integer";
            default -> "bigint";
        };
    }

    private static SqlStateException invalid(String message) {
        return new SqlStateException(SqlState.INVALID_PARAMETER_VALUE, message);
    }
}
