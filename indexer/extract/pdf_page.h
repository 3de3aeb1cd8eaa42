// The lines of a PDF page in reading order, each as it is read, not as it is drawn.
#pragma once

#include <string>
#include <vector>

class PDFDoc;

namespace fihris::extract {

struct PdfLine {
  std::string text;                                    // UTF-8, in logical order
  double left = 0, right = 0, baseline = 0, size = 0;  // points; y grows downwards
  bool begins_block = false;  // the first line of a column, a heading, a cell
};

// `number` from 1. What is not text gives nothing.
std::vector<PdfLine> read_pdf_page(PDFDoc& document, int number);

}  // namespace fihris::extract
