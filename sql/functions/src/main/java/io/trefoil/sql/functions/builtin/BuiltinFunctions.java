package io.trefoil.sql.functions.builtin;

import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.functions.FunctionLibrary;
import io.trefoil.sql.functions.aggregate.BooleanAggregates;
import io.trefoil.sql.functions.aggregate.CollectAggregates;
import io.trefoil.sql.functions.aggregate.ExtremeAggregates;
import io.trefoil.sql.functions.aggregate.FloatStatistics;
import io.trefoil.sql.functions.aggregate.NumericStatistics;
import io.trefoil.sql.functions.aggregate.OrderedSetAggregates;
import io.trefoil.sql.functions.aggregate.Regression;
import io.trefoil.sql.functions.aggregate.SumAggregates;
import io.trefoil.sql.functions.array.ArrayComparison;
import io.trefoil.sql.functions.array.ArrayConstruction;
import io.trefoil.sql.functions.array.ArrayEditing;
import io.trefoil.sql.functions.array.ArraySearch;
import io.trefoil.sql.functions.array.ArrayShape;
import io.trefoil.sql.functions.bytes.BinaryEncodings;
import io.trefoil.sql.functions.bytes.BitFunctions;
import io.trefoil.sql.functions.bytes.ByteaFunctions;
import io.trefoil.sql.functions.bytes.CharacterEncodings;
import io.trefoil.sql.functions.bytes.Digests;
import io.trefoil.sql.functions.comparison.DateTimeComparison;
import io.trefoil.sql.functions.comparison.FloatComparison;
import io.trefoil.sql.functions.comparison.IntegerComparison;
import io.trefoil.sql.functions.comparison.ScalarComparison;
import io.trefoil.sql.functions.comparison.TextComparison;
import io.trefoil.sql.functions.datetime.AgeFunctions;
import io.trefoil.sql.functions.datetime.ClockFunctions;
import io.trefoil.sql.functions.datetime.DateArithmetic;
import io.trefoil.sql.functions.datetime.DateTimeCasts;
import io.trefoil.sql.functions.datetime.FieldFunctions;
import io.trefoil.sql.functions.datetime.MakeFunctions;
import io.trefoil.sql.functions.datetime.OverlapFunctions;
import io.trefoil.sql.functions.datetime.TimeArithmetic;
import io.trefoil.sql.functions.datetime.TimestampSeries;
import io.trefoil.sql.functions.datetime.TruncateFunctions;
import io.trefoil.sql.functions.datetime.ZoneFunctions;
import io.trefoil.sql.functions.format.DateFormatting;
import io.trefoil.sql.functions.format.NumberFormatting;
import io.trefoil.sql.functions.number.FloatArithmetic;
import io.trefoil.sql.functions.number.FloatFunctions;
import io.trefoil.sql.functions.number.IntegerArithmetic;
import io.trefoil.sql.functions.number.IntegerBits;
import io.trefoil.sql.functions.number.NumberCasts;
import io.trefoil.sql.functions.number.NumberSeries;
import io.trefoil.sql.functions.number.NumericArithmetic;
import io.trefoil.sql.functions.number.RandomFunctions;
import io.trefoil.sql.functions.number.Trigonometry;
import io.trefoil.sql.functions.number.WidthBuckets;
import io.trefoil.sql.functions.pattern.LikeFunctions;
import io.trefoil.sql.functions.pattern.RegexFunctions;
import io.trefoil.sql.functions.pattern.RegexOperators;
import io.trefoil.sql.functions.pattern.RegexReplace;
import io.trefoil.sql.functions.session.SessionFunctions;
import io.trefoil.sql.functions.session.SizeText;
import io.trefoil.sql.functions.session.ValueFunctions;
import io.trefoil.sql.functions.text.CaseFunctions;
import io.trefoil.sql.functions.text.ConcatFunctions;
import io.trefoil.sql.functions.text.FormatFunction;
import io.trefoil.sql.functions.text.IdentifierParser;
import io.trefoil.sql.functions.text.LengthFunctions;
import io.trefoil.sql.functions.text.QuoteFunctions;
import io.trefoil.sql.functions.text.SplitFunctions;
import io.trefoil.sql.functions.text.SubstringFunctions;
import io.trefoil.sql.functions.text.TextCasts;
import io.trefoil.sql.functions.text.TransformFunctions;
import io.trefoil.sql.functions.text.UnicodeFunctions;
import java.util.List;

/** Every family of built-in functions. A new family is one class and one line here. */
public final class BuiltinFunctions {
  private BuiltinFunctions() {}

  public static List<FunctionFamily> families() {
    return List.of(
        new IntegerComparison(),
        new FloatComparison(),
        new TextComparison(),
        new ScalarComparison(),
        new DateTimeComparison(),
        new IntegerArithmetic(),
        new IntegerBits(),
        new FloatArithmetic(),
        new FloatFunctions(),
        new Trigonometry(),
        new RandomFunctions(),
        new NumericArithmetic(),
        new NumberCasts(),
        new WidthBuckets(),
        new LengthFunctions(),
        new CaseFunctions(),
        new TextCasts(),
        new SubstringFunctions(),
        new TransformFunctions(),
        new LikeFunctions(),
        new DateFormatting(),
        new NumberFormatting(),
        new RegexOperators(),
        new RegexFunctions(),
        new RegexReplace(),
        new DateArithmetic(),
        new TimeArithmetic(),
        new DateTimeCasts(),
        new FieldFunctions(),
        new TruncateFunctions(),
        new ZoneFunctions(),
        new MakeFunctions(),
        new AgeFunctions(),
        new OverlapFunctions(),
        new ClockFunctions(),
        new TimestampSeries(),
        new NumberSeries(),
        new QuoteFunctions(),
        new ConcatFunctions(),
        new FormatFunction(),
        new SplitFunctions(),
        new UnicodeFunctions(),
        new IdentifierParser(),
        new ByteaFunctions(),
        new Digests(),
        new BinaryEncodings(),
        new CharacterEncodings(),
        new BitFunctions(),
        new ArrayComparison(),
        new ArrayShape(),
        new ArraySearch(),
        new ArrayConstruction(),
        new ArrayEditing(),
        new SessionFunctions(),
        new ValueFunctions(),
        new SizeText(),
        new SumAggregates(),
        new ExtremeAggregates(),
        new BooleanAggregates(),
        new CollectAggregates(),
        new NumericStatistics(),
        new FloatStatistics(),
        new Regression(),
        new OrderedSetAggregates());
  }

  /** A library of exactly these families. */
  public static FunctionLibrary library() {
    return new FunctionLibrary(families());
  }
}
