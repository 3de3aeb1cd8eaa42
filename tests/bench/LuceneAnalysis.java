// How fast Lucene's ArabicAnalyzer reads text on one core: prints MB for a second of its CPU time, the best of twelve
// rounds, in the same pieces as analysis_bench.cc. See analysis.py.
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

public class LuceneAnalysis {
  static final int ROUNDS = 12;
  static final int ARTICLE_BYTES = 3200;

  public static void main(String[] args) throws Exception {
    byte[] text = Files.readAllBytes(Paths.get(args[0]));
    List<String> articles = new ArrayList<>();
    for (int at = 0; at < text.length;) {
      int end = Math.min(text.length, at + ARTICLE_BYTES);
      while (end < text.length && text[end] != '\n' && text[end] != ' ') ++end;
      articles.add(new String(text, at, end - at, StandardCharsets.UTF_8));
      at = end;
    }
    Analyzer analyzer = new ArabicAnalyzer();
    double best = 0;
    long sink = 0;
    for (int round = 0; round < ROUNDS; ++round) {
      long began = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      for (String article : articles) {
        try (TokenStream stream = analyzer.tokenStream("body", article)) {
          CharTermAttribute term = stream.getAttribute(CharTermAttribute.class);
          stream.reset();
          while (stream.incrementToken()) sink += term.length();
          stream.end();
        }
      }
      best = Math.max(best, text.length / 1e6 / ((ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - began) / 1e9));
    }
    System.out.printf("%-20s %8.1f%n", sink == 0 ? "" : "ArabicAnalyzer", best);
  }
}
