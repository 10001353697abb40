package io.trefoil.sql.engine.bind;

import io.trefoil.sql.engine.algebra.Scalar;
import java.util.ArrayList;
import java.util.List;

/** The border between a query and the one around it: which outer values the inner query reads, and in which slots. */
final class OuterLink {
    private final BindContext context;
    private final Scope scope;
    private final boolean lateral;
    private final List<Scalar.SlotBinding> bindings = new ArrayList<>();

    OuterLink(BindContext context, Scope scope) {
        this(context, scope, false);
    }

    private OuterLink(BindContext context, Scope scope, boolean lateral) {
        this.context = context;
        this.scope = scope;
        this.lateral = lateral;
    }

    /**
     * The link of a FROM item to the items before it. Values that come through a slot already are left in it: they do not
     * change from row to row here. (A subquery names them again, so that it knows when a cached result is stale.)
     */
    static OuterLink lateral(BindContext context, Scope scope) {
        return new OuterLink(context, scope, true);
    }

    /** The names of the outer query. */
    Scope scope() {
        return scope;
    }

    /** The inner query's way to an outer value. */
    Scalar slot(Scalar outerValue) {
        if (outerValue instanceof Scalar.Constant || lateral && outerValue instanceof Scalar.SlotRef) {
            return outerValue;
        }
        for (Scalar.SlotBinding binding : bindings) {
            if (binding.value().equals(outerValue)) {
                return new Scalar.SlotRef(binding.slot(), outerValue.type(), outerValue.typmod());
            }
        }
        int slot = context.nextSlot();
        bindings.add(new Scalar.SlotBinding(slot, outerValue));
        return new Scalar.SlotRef(slot, outerValue.type(), outerValue.typmod());
    }

    /** What the outer query must put into slots before the inner one runs. */
    List<Scalar.SlotBinding> bindings() {
        return List.copyOf(bindings);
    }
}
