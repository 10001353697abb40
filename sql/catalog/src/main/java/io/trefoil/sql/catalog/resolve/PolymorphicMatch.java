package io.trefoil.sql.catalog.resolve;

import static io.trefoil.sql.types.TypeOid.ANY;
import static io.trefoil.sql.types.TypeOid.ANYARRAY;
import static io.trefoil.sql.types.TypeOid.ANYCOMPATIBLE;
import static io.trefoil.sql.types.TypeOid.ANYCOMPATIBLEARRAY;
import static io.trefoil.sql.types.TypeOid.ANYCOMPATIBLEMULTIRANGE;
import static io.trefoil.sql.types.TypeOid.ANYCOMPATIBLENONARRAY;
import static io.trefoil.sql.types.TypeOid.ANYCOMPATIBLERANGE;
import static io.trefoil.sql.types.TypeOid.ANYELEMENT;
import static io.trefoil.sql.types.TypeOid.ANYENUM;
import static io.trefoil.sql.types.TypeOid.ANYMULTIRANGE;
import static io.trefoil.sql.types.TypeOid.ANYNONARRAY;
import static io.trefoil.sql.types.TypeOid.ANYRANGE;
import static io.trefoil.sql.types.TypeOid.TEXT;
import static io.trefoil.sql.types.TypeOid.TEXT_ARRAY;
import static io.trefoil.sql.types.TypeOid.UNKNOWN;
import static java.util.Objects.requireNonNull;

import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import org.jspecify.annotations.Nullable;

/**
 * One call's polymorphic types, found in three steps: collect what each argument says, deduce element from array from
 * range and so on, replace. A step that fails leaves the reason behind, worded only when somebody throws it, because
 * most failures are candidates that simply do not fit.
 */
final class PolymorphicMatch {
    private final TypeFacts types;
    private final CommonType commonType;
    private final int[] actual;
    private final int[] declared;
    private final int count;
    private final int result;

    // anyelement's family; 0 while unknown
    private int familyArguments;
    private int element;
    private int array;
    private int range;
    private int multirange;
    private boolean wantsNonArray;
    private boolean wantsEnum;

    // anycompatible's family
    private boolean hasCompatible;
    private final int[] compatibleActuals;
    private int compatibleCount;
    private int compatible;
    private int compatibleRange;
    private int compatibleRangeElement;
    private int compatibleMultirange;
    private boolean wantsCompatibleNonArray;
    private boolean wantsCompatibleArray;
    private boolean wantsCompatibleRange;
    private boolean wantsCompatibleMultirange;

    private @Nullable Failure failure;

    /** Why the types do not agree: the message with {@code %s} for the types, and two types for the detail. */
    private record Failure(String message, int[] typesNamed, int versusLeft, int versusRight) {}

    PolymorphicMatch(TypeFacts types, CommonType commonType, int[] actual, int[] declared, int count, int result) {
        this.types = types;
        this.commonType = commonType;
        this.actual = actual;
        this.declared = declared;
        this.count = count;
        this.result = result;
        this.compatibleActuals = new int[count];
        this.wantsNonArray = result == ANYNONARRAY;
        this.wantsEnum = result == ANYENUM;
        this.wantsCompatibleNonArray = result == ANYCOMPATIBLENONARRAY;
        this.wantsCompatibleArray = result == ANYCOMPATIBLEARRAY;
        this.wantsCompatibleRange = result == ANYCOMPATIBLERANGE;
        this.wantsCompatibleMultirange = result == ANYCOMPATIBLEMULTIRANGE;
    }

    /** Whether the arguments contradict neither each other nor the signature. */
    boolean consistent() {
        if (!collect() || !deduceRangesAndElement(true)) {
            return false;
        }
        if (wantsEnum && !types.isEnum(element) || wantsNonArray && types.isArrayOrDomainOverArray(element)) {
            return false;
        }
        return deduceCompatible();
    }

    /** The signature with concrete types. */
    Polymorphism.Signature solve() {
        if (!collect()) {
            throw failed();
        }
        if (familyArguments == 0 && !hasCompatible) {
            return new Polymorphism.Signature(concreteArguments(), result);
        }
        if (familyArguments > 0 && !deduceFirstFamily() || hasCompatible && !deduceSecondFamily()) {
            throw failed();
        }
        return new Polymorphism.Signature(concreteArguments(), concreteResult());
    }

    // Step 1: what each argument says

    private boolean collect() {
        for (int i = 0; i < count; i++) {
            int type = actual[i];
            boolean known = type != UNKNOWN;
            boolean agrees = switch (declared[i]) {
                case ANYELEMENT, ANYNONARRAY, ANYENUM -> {
                    familyArguments++;
                    wantsNonArray |= declared[i] == ANYNONARRAY;
                    wantsEnum |= declared[i] == ANYENUM;
                    yield !known || takeElement(type);
                }
                case ANYARRAY -> {
                    familyArguments++;
                    yield !known || takeArray(types.base(type));
                }
                case ANYRANGE -> {
                    familyArguments++;
                    yield !known || takeRange(types.base(type));
                }
                case ANYMULTIRANGE -> {
                    familyArguments++;
                    yield !known || takeMultirange(types.base(type));
                }
                case ANYCOMPATIBLE, ANYCOMPATIBLENONARRAY -> {
                    hasCompatible = true;
                    wantsCompatibleNonArray |= declared[i] == ANYCOMPATIBLENONARRAY;
                    yield !known || takeCompatible(type);
                }
                case ANYCOMPATIBLEARRAY -> {
                    hasCompatible = true;
                    wantsCompatibleArray = true;
                    yield !known || takeCompatibleArray(types.base(type));
                }
                case ANYCOMPATIBLERANGE -> {
                    hasCompatible = true;
                    wantsCompatibleRange = true;
                    yield !known || takeCompatibleRange(types.base(type));
                }
                case ANYCOMPATIBLEMULTIRANGE -> {
                    hasCompatible = true;
                    wantsCompatibleMultirange = true;
                    yield !known || takeCompatibleMultirange(types.base(type));
                }
                default -> true;
            };
            if (!agrees) {
                return false;
            }
        }
        return true;
    }

    private boolean takeElement(int type) {
        if (element != 0 && element != type) {
            return notAlike("anyelement", element, type);
        }
        element = type;
        return true;
    }

    private boolean takeArray(int type) {
        if (array != 0 && array != type) {
            return notAlike("anyarray", array, type);
        }
        array = type;
        return true;
    }

    private boolean takeRange(int type) {
        if (range != 0 && range != type) {
            return notAlike("anyrange", range, type);
        }
        range = type;
        return true;
    }

    private boolean takeMultirange(int type) {
        if (multirange != 0 && multirange != type) {
            return notAlike("anymultirange", multirange, type);
        }
        multirange = type;
        return true;
    }

    private boolean takeCompatible(int type) {
        compatibleActuals[compatibleCount++] = type;
        return true;
    }

    private boolean takeCompatibleArray(int type) {
        int member = types.element(type);
        if (member == 0) {
            return fail("argument declared anycompatiblearray is not an array but type %s", type);
        }
        return takeCompatible(member);
    }

    private boolean takeCompatibleRange(int type) {
        if (compatibleRange != 0) {
            return compatibleRange == type || notAlike("anycompatiblerange", compatibleRange, type);
        }
        compatibleRange = type;
        compatibleRangeElement = types.rangeSubtype(type);
        if (compatibleRangeElement == 0) {
            return fail("argument declared anycompatiblerange is not a range type but type %s", type);
        }
        return takeCompatible(compatibleRangeElement);
    }

    private boolean takeCompatibleMultirange(int type) {
        if (compatibleMultirange != 0) {
            return compatibleMultirange == type || notAlike("anycompatiblemultirange", compatibleMultirange, type);
        }
        compatibleMultirange = type;
        return types.rangeOfMultirange(type) != 0
                || fail("argument declared anycompatiblemultirange is not a multirange type but type %s", type);
    }

    // Step 2: deduction

    /** Array, multirange and range each determine the element; whatever is stated twice must agree. */
    private boolean deduceRangesAndElement(boolean lenient) {
        if (array == ANYARRAY) {
            // A value of pseudo-type anyarray, as in pg_stats: fits only where nothing else depends on its element.
            boolean alone = familyArguments == 1 && (result == ANYARRAY || !TypeFacts.isFirstFamily(result));
            if (lenient) {
                return true;
            }
            return alone
                    ? takeDeducedElement(ANYELEMENT, "anyarray")
                    : fail("cannot determine element type of \"anyarray\" argument");
        }
        if (array != 0) {
            int member = types.element(array);
            if (member == 0) {
                return fail("argument declared anyarray is not an array but type %s", array);
            }
            if (!takeDeducedElement(member, "anyarray")) {
                return false;
            }
        }
        if (multirange != 0) {
            int member = types.rangeOfMultirange(multirange);
            if (member == 0) {
                return fail("argument declared anymultirange is not a multirange type but type %s", multirange);
            }
            if (range != 0 && range != member) {
                return inconsistent("anymultirange", "anyrange", multirange, range);
            }
            range = member;
        }
        if (range != 0) {
            int member = types.rangeSubtype(range);
            if (member == 0) {
                return fail("argument declared anyrange is not a range type but type %s", range);
            }
            return takeDeducedElement(member, "anyrange");
        }
        return true;
    }

    private boolean takeDeducedElement(int member, String from) {
        if (element != 0 && element != member) {
            return inconsistent(from, "anyelement", from.equals("anyarray") ? array : range, element);
        }
        element = member;
        return true;
    }

    private boolean deduceFirstFamily() {
        if (!deduceRangesAndElement(false)) {
            return false;
        }
        if (element == 0) {
            return fail("could not determine polymorphic type because input has type unknown");
        }
        if (multirange == 0 && range != 0) {
            multirange = types.multirangeOf(range);
        }
        if (element == ANYELEMENT) {
            return true;
        }
        if (wantsNonArray && types.isArrayOrDomainOverArray(element)) {
            return fail("type matched to anynonarray is an array type: %s", element);
        }
        if (wantsEnum && !types.isEnum(element)) {
            return fail("type matched to anyenum is not an enum type: %s", element);
        }
        return true;
    }

    private boolean deduceCompatible() {
        if (compatibleMultirange != 0) {
            int member = types.rangeOfMultirange(compatibleMultirange);
            if (compatibleRange != 0 && compatibleRange != member) {
                return inconsistent(
                        "anycompatiblemultirange", "anycompatiblerange", compatibleMultirange, compatibleRange);
            }
            if (compatibleRange == 0) {
                compatibleRange = member;
                compatibleRangeElement = types.rangeSubtype(member);
                compatibleActuals[compatibleCount++] = compatibleRangeElement;
            }
        }
        if (compatibleCount == 0) {
            return true;
        }
        CommonType.Choice choice = commonType.choose(compatibleActuals, compatibleCount);
        if (choice.type() == 0) {
            return fail("argument types %s and %s cannot be matched", choice.left(), choice.right());
        }
        compatible = choice.type();
        if (!commonType.reaches(compatible, compatibleActuals, compatibleCount)) {
            return fail("arguments of anycompatible family cannot be cast to a common type");
        }
        if (wantsCompatibleNonArray && types.isArrayOrDomainOverArray(compatible)) {
            return fail("type matched to anycompatiblenonarray is an array type: %s", compatible);
        }
        return compatibleRangeElement == 0
                || compatibleRangeElement == compatible
                || fail("anycompatiblerange type %s does not match anycompatible type %s", compatibleRange, compatible);
    }

    private boolean deduceSecondFamily() {
        if (!deduceCompatible()) {
            return false;
        }
        if (compatible == 0) {
            compatible = TEXT; // all inputs are unknown literals
        }
        if (compatibleMultirange == 0 && compatibleRange != 0) {
            compatibleMultirange = types.multirangeOf(compatibleRange);
        }
        if (wantsCompatibleRange && compatibleRange == 0) {
            return fail("could not determine polymorphic type anycompatiblerange because input has type unknown");
        }
        if (wantsCompatibleMultirange && compatibleMultirange == 0) {
            return fail("could not determine polymorphic type anycompatiblemultirange because input has type unknown");
        }
        return true;
    }

    // Step 3: replacement

    private int[] concreteArguments() {
        int[] concrete = new int[count];
        for (int i = 0; i < count; i++) {
            boolean known = actual[i] != UNKNOWN;
            concrete[i] = switch (declared[i]) {
                case ANY -> actual[i];
                case ANYELEMENT, ANYNONARRAY, ANYENUM -> known ? actual[i] : element;
                case ANYARRAY -> known ? types.base(actual[i]) : arrayType();
                case ANYRANGE -> known ? types.base(actual[i]) : require(range, "anyrange");
                case ANYMULTIRANGE -> known ? types.base(actual[i]) : require(multirange, "anymultirange");
                case ANYCOMPATIBLE, ANYCOMPATIBLENONARRAY -> compatible;
                case ANYCOMPATIBLEARRAY -> compatibleArrayType();
                case ANYCOMPATIBLERANGE -> compatibleRange;
                case ANYCOMPATIBLEMULTIRANGE -> compatibleMultirange;
                default -> declared[i];
            };
        }
        return concrete;
    }

    private int concreteResult() {
        return switch (result) {
            case ANYELEMENT, ANYNONARRAY, ANYENUM -> element;
            case ANYARRAY -> arrayType();
            case ANYRANGE -> require(range, "anyrange");
            case ANYMULTIRANGE -> require(multirange, "anymultirange");
            case ANYCOMPATIBLE, ANYCOMPATIBLENONARRAY -> compatible;
            case ANYCOMPATIBLEARRAY -> compatibleArrayType();
            case ANYCOMPATIBLERANGE -> compatibleRange;
            case ANYCOMPATIBLEMULTIRANGE -> compatibleMultirange;
            default -> result;
        };
    }

    private int arrayType() {
        if (array == 0) {
            array = requireArray(element);
        }
        return array;
    }

    private int compatibleArrayType() {
        return compatible == TEXT ? TEXT_ARRAY : requireArray(compatible);
    }

    private int requireArray(int member) {
        int found = types.arrayOf(member);
        if (found == 0) {
            throw new SqlStateException(
                    SqlState.UNDEFINED_OBJECT, "could not find array type for data type " + types.name(member));
        }
        return found;
    }

    private int require(int type, String pseudoType) {
        if (type == 0) {
            fail("could not determine polymorphic type " + pseudoType + " because input has type unknown");
            throw failed();
        }
        return type;
    }

    // Failures

    private boolean notAlike(String pseudoType, int left, int right) {
        failure = new Failure("arguments declared \"" + pseudoType + "\" are not all alike", NONE, left, right);
        return false;
    }

    private boolean inconsistent(String first, String second, int left, int right) {
        failure = new Failure(
                "argument declared " + first + " is not consistent with argument declared " + second,
                NONE,
                left,
                right);
        return false;
    }

    private boolean fail(String message, int... typesNamed) {
        failure = new Failure(message, typesNamed, 0, 0);
        return false;
    }

    private static final int[] NONE = {};

    private SqlStateException failed() {
        Failure reason = requireNonNull(failure, "a failed step leaves its reason");
        Object[] names = new Object[reason.typesNamed().length];
        for (int i = 0; i < names.length; i++) {
            names[i] = types.name(reason.typesNamed()[i]);
        }
        SqlStateException error =
                new SqlStateException(SqlState.DATATYPE_MISMATCH, String.format(reason.message(), names));
        return reason.versusLeft() == 0
                ? error
                : error.withDetail(types.name(reason.versusLeft()) + " versus " + types.name(reason.versusRight()));
    }
}
