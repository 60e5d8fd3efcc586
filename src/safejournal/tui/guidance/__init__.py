"""Guidance on the screen: assessments, checklists, cases, lessons, the legal log, warrants, stays.

What is grave is said in words, gravest first; no colour and no word here tells anybody that they
are out of danger; and what nobody checked stands below whatever was found.
"""
