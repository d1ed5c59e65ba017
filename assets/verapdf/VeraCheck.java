import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.LogManager;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.RuleId;

/**
 * Asks the veraPDF library about files: one JSON object a line for every file and flavour.
 *
 * <p>Usage: VeraCheck FLAVOUR[,FLAVOUR...] FILE...
 */
public final class VeraCheck {
  private static final Pattern PAGE = Pattern.compile("pages\\[(\\d+)\\]");
  private static final int FAILURES_KEPT_PER_RULE = 200;

  private VeraCheck() {}

  public static void main(String[] arguments) throws Exception {
    LogManager.getLogManager().reset();
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    VeraGreenfieldFoundryProvider.initialise();
    for (int i = 1; i < arguments.length; i++) {
      for (String flavour : arguments[0].split(",")) {
        out.println(check(arguments[i], flavour));
      }
    }
  }

  private static String check(String file, String flavour) {
    StringBuilder json = new StringBuilder("{\"file\":" + quoted(file) + ",\"flavour\":" + quoted(flavour));
    PDFAFlavour wanted = PDFAFlavour.byFlavourId(flavour);
    if (wanted == PDFAFlavour.NO_FLAVOUR) {
      return json.append(",\"error\":\"no such flavour\"}").toString();
    }
    try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), wanted)) {
      PDFAValidator validator =
          Foundries.defaultInstance().createValidator(wanted, FAILURES_KEPT_PER_RULE, false, true, false);
      boolean compliant = true;
      StringBuilder failed = new StringBuilder();
      List<ValidationResult> results = validator.validateAll(parser);
      for (ValidationResult result : results) {
        compliant &= result.isCompliant();
        append(result, failed);
      }
      long checks = 0;
      for (ValidationResult result : results) {
        checks += result.getTotalAssertions();
      }
      json.append(",\"compliant\":").append(compliant && !results.isEmpty());
      json.append(",\"checks\":").append(checks);
      json.append(",\"failed\":[").append(failed).append("]");
    } catch (Throwable error) {
      json.append(",\"error\":").append(quoted(error + (error.getCause() == null ? "" : " <- " + error.getCause())));
    }
    return json.append("}").toString();
  }

  private static void append(ValidationResult result, StringBuilder failed) {
    Map<String, TestAssertion> first = new LinkedHashMap<>();
    Map<String, Set<Integer>> pages = new LinkedHashMap<>();
    for (TestAssertion assertion : result.getTestAssertions()) {
      if (assertion.getStatus() == TestAssertion.Status.FAILED) {
        first.putIfAbsent(key(assertion.getRuleId()), assertion);
        Matcher page = PAGE.matcher(where(assertion));
        if (page.find()) {
          pages.computeIfAbsent(key(assertion.getRuleId()), rule -> new TreeSet<>())
              .add(Integer.parseInt(page.group(1)) + 1);
        }
      }
    }
    for (Map.Entry<RuleId, Integer> entry : result.getFailedChecks().entrySet()) {
      if (entry.getValue() == 0) {
        continue;
      }
      TestAssertion assertion = first.get(key(entry.getKey()));
      failed.append(failed.length() == 0 ? "" : ",");
      failed.append("{\"rule\":").append(quoted(entry.getKey().getClause() + "-" + entry.getKey().getTestNumber()));
      failed.append(",\"count\":").append(entry.getValue());
      failed.append(",\"message\":").append(quoted(message(assertion)));
      failed.append(",\"pages\":").append(pages.getOrDefault(key(entry.getKey()), Set.of()));
      failed.append(",\"where\":").append(quoted(where(assertion))).append("}");
    }
  }

  private static String key(RuleId id) {
    return id.getSpecification() + " " + id.getClause() + "-" + id.getTestNumber();
  }

  private static String message(TestAssertion assertion) {
    if (assertion == null) {
      return "";
    }
    return assertion.getErrorMessage() == null ? assertion.getMessage() : assertion.getErrorMessage();
  }

  private static String where(TestAssertion assertion) {
    return assertion == null || assertion.getLocation() == null ? "" : assertion.getLocation().getContext();
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (char c : (text == null ? "" : text).toCharArray()) {
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < 32) {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
