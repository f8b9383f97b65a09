/** As much of the library for workbooks as is used: what is loaded when it is needed is loaded whole. */
export { readXlsx, streamXlsxRows, writeXlsx, writeXlsxStream } from 'hucre/xlsx';
