package io.trefoil.sql.catalog.resolve;

/**
 * Polymorphic types (PostgreSQL docs, "Polymorphic Types"): whether actual types agree with a signature, and which
 * concrete types the signature then stands for. The reckoning for one call is in {@link PolymorphicMatch}.
 */
final class Polymorphism {
    private final TypeFacts types;
    private final CommonType commonType;

    Polymorphism(TypeFacts types, CommonType commonType) {
        this.types = types;
        this.commonType = commonType;
    }

    /** A signature without polymorphic types. */
    record Signature(int[] arguments, int result) {}

    /** Whether the polymorphic ones among the declared types can be made concrete; unknown literals agree with all. */
    boolean consistent(int[] actual, int[] declared, int count) {
        return new PolymorphicMatch(types, commonType, actual, declared, count, 0).consistent();
    }

    /**
     * The declared argument types and result with every polymorphic type replaced by what the actual types make of it.
     *
     * @throws io.trefoil.sql.types.SqlStateException 42804 when that cannot be found out, 42704 when there is no such
     *     array type
     */
    Signature resolve(int[] actual, int[] declared, int count, int result) {
        PolymorphicMatch match = new PolymorphicMatch(types, commonType, actual, declared, count, result);
        return match.solve();
    }
}
